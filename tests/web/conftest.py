"""What serves the screens is tested with the same folders and the same browser as the screens."""

from tests.screens.conftest import cookie, folders, no_cookie

__all__ = ["cookie", "folders", "no_cookie"]
