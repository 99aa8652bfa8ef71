NAME = "sdk"
