name = app
