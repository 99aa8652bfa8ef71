"""The error that ends the build of an app: its text is a message for the user."""

from message import format_message

__all__ = ["WebError"]


class WebError(Exception):
    """The app cannot be made. The arguments are those of `message.format_message`."""

    def __init__(
        self, problem: str, *, place: str, expected: str = "", came: str = "", ways_out: tuple[str, ...] = ()
    ) -> None:
        super().__init__(format_message(problem, place=place, expected=expected, came=came, ways_out=ways_out))
