"""The mails that the app kept because there is no mail server, and the links in them."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from pathlib import Path

from elearning.background import wait_for_all
from tests.pages import PageClient


class MailBox:
    """A folder of mails, empty to begin with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for old in folder.glob("*.eml"):
            old.unlink()

    def mails(self) -> list[EmailMessage]:
        """Give what has come, when all that was under way is done."""
        wait_for_all()
        files = sorted(self.folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]

    def link(self) -> str:
        """Give the path of the link in the newest mail."""
        part = self.mails()[-1].get_body(("plain",))
        assert part is not None
        found = re.search(r"^https?://[^/]+(/\S+)$", part.get_content(), re.MULTILINE)
        assert found
        return found[1]


def ask_for_link(client: PageClient, address: str) -> None:
    client.get("/password/forgotten").press("Send linket", email=address)
