"""What has just happened, for those further up who want to know; sent and received in one transaction.

Imports point one way, so a service that keeps a step cannot call what issues a certificate. It says so here.
"""

from typing import Final

from blinker import Signal

#: Somebody was added. The sender is the Person, which has its id.
person_added: Final = Signal()
#: Something that may have been the last thing was kept. The sender is the person's id.
step_completed: Final = Signal()
