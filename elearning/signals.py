"""What has just happened, for those further up who want to know; sent and received in one transaction.

Imports point one way, so a service that keeps a step cannot call what issues a certificate. It says so here.
"""

from typing import Final

from blinker import Signal

#: Somebody was added. The sender is the Person, which has its id.
person_added: Final = Signal()
#: Something that may have been the last thing was kept. The sender is the person's id.
step_completed: Final = Signal()
#: An answer that counts was given, and nothing was completed by it. The sender is the person's id.
answer_given: Final = Signal()
#: Somebody deleted their answers. The sender is the person's id.
answers_deleted: Final = Signal()
#: Somebody has another leader, or none. The sender is the Person.
leader_changed: Final = Signal()
#: Somebody has left, and those they led are their leader's. The sender is the Person.
person_left: Final = Signal()
#: Somebody who had left is back. The sender is the Person.
person_returned: Final = Signal()
#: The summary of somebody who was added or is back was begun. The sender is the person's id.
summary_begun: Final = Signal()
#: The name, unit, first day or roles of somebody are others now. The sender is the Person.
person_changed: Final = Signal()
