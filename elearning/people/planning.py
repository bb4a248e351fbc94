"""What a file would change: who is created, changed, comes back and leaves, and what is wrong. Pure."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from elearning.accounts.rules import FoundationRole
from elearning.people.columns import Field
from elearning.people.entries import Entry, Fault, Mistake
from elearning.people.units import SeveralUnitsError, Units

MISTAKES_MAX: Final = 1000  # kept and shown; who sees as many looks for another reason
MANY: Final = 0.05  # of those who are active: more would be deactivated only if somebody says so


class Known(NamedTuple):
    """Somebody who is there already."""

    id: int
    name: str
    email: str
    number: str | None
    role: FoundationRole
    second_role: FoundationRole | None
    unit_id: int | None
    leader_id: int | None
    starts_on: date
    is_active: bool
    is_hr: bool


@dataclass(slots=True)
class Change:
    """What changes about somebody: the columns that do, as they were and as they will be.

    Leaders and units that are made at the same time have negative ids.
    """

    person: Known
    row: int
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass
class Plan:
    """All that a file would do. New people are kept by the negative of their row."""

    new: dict[int, dict[str, Any]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    returning: list[Known] = field(default_factory=list)
    leaving: list[Known] = field(default_factory=list)
    handed_over: dict[int, int | None] = field(default_factory=dict)
    #: How many who stay each of those who leave led, and who leads these from then on.
    handed_over_by: dict[int, tuple[int, int | None]] = field(default_factory=dict)
    #: Those who stay and are led by somebody else since their leader leaves, as they will be called.
    handed_on: list[Known] = field(default_factory=list)
    leader_names: Mapping[int, str] = field(default_factory=dict)
    new_units: Mapping[int, tuple[str, int | None]] = field(default_factory=dict)
    unchanged: int = 0
    active: int = 0
    mistakes: list[Mistake] = field(default_factory=list)
    mistake_count: int = 0

    @property
    def is_many(self) -> bool:
        """Say whether so many would be deactivated that somebody must say that it is meant."""
        return len(self.leaving) > self.active * MANY

    @property
    def does_nothing(self) -> bool:
        return not (self.new or self.changes or self.returning or self.leaving)

    @property
    def digest(self) -> str:
        """Give a text that is another when something else would be done."""
        said = hashlib.sha256(repr(self.mistake_count).encode())
        for key, values in self.new.items():
            said.update(repr((key, values)).encode())
        for change in self.changes:
            said.update(repr((change.person.id, change.before, change.after)).encode())
        for people in (self.returning, self.leaving):
            said.update(repr([each.id for each in people]).encode())
        return said.hexdigest()[:32]


class Planner:
    """Gathers what the rows of a file say, then makes the plan."""

    def __init__(self, people: Iterable[Known], units: Units) -> None:
        self.plan = Plan()
        self._units = units
        self._people = {each.id: each for each in people}
        self._by_email = {each.email: each.id for each in self._people.values()}
        self._by_number = {each.number: each.id for each in self._people.values() if each.number}
        self._entries: dict[int, Entry] = {}  # by the id of who is there, or the negative of the row
        self._said_email: dict[str, int] = {}
        self._said_number: dict[str, int] = {}
        self.plan.active = sum(each.is_active for each in self._people.values())

    @property
    def emails(self) -> Collection[str]:
        """Give the addresses that people have."""
        return self._by_email.keys()

    def add(self, entry: Entry, mistakes: Iterable[Mistake]) -> None:
        """Take in a row."""
        for each in mistakes:
            self._wrong(each)
        key = self._key(entry)
        if entry.email in self._said_email:
            self._wrong(Mistake(entry.row, Field.EMAIL, Fault.TWICE, entry.email))
        elif (entry.number and entry.number in self._said_number) or key in self._entries:
            self._wrong(Mistake(entry.row, Field.NUMBER, Fault.TWICE, entry.number or ""))
        else:
            self._entries[key] = entry
        if entry.email:
            self._said_email.setdefault(entry.email, key)
        if entry.number:
            self._said_number.setdefault(entry.number, key)

    def _key(self, entry: Entry) -> int:
        """Find whom a row is about: by the number, else by the address of who has no other number."""
        if entry.number in self._by_number:
            return self._by_number[entry.number]
        found = self._by_email.get(entry.email)
        if found is None or (entry.number and self._people[found].number):
            return -entry.row
        return found

    def finish(self, *, deactivates_missing: bool, by_id: int | None) -> Plan:
        """Make the plan, once every row is in. `by_id` is who would apply it."""
        if deactivates_missing:
            self.plan.leaving = [
                each for each in self._people.values() if each.is_active and each.id not in self._entries
            ]
            self._keep_hr(by_id)
        leaving = {each.id for each in self.plan.leaving}
        for key, entry in self._entries.items():
            self._settle(key, entry, leaving)
        self._look_for_taken()
        self._hand_over(leaving)
        self._look_for_cycles()
        self.plan.leader_names = self._names_of_leaders()
        self.plan.new_units = self._units.new
        self.plan.mistakes.sort(key=lambda each: (each.row, each.field))
        return self.plan

    def _settle(self, key: int, entry: Entry, leaving: set[int]) -> None:
        wanted = self._wanted(entry, key, leaving)
        person = self._people.get(key)
        if person is None:
            if not entry.says_first_day:
                self._wrong(Mistake(entry.row, Field.STARTS_ON, Fault.MISSING))
            usual = {"role": FoundationRole.EMPLOYEE, "second_role": None, "unit_id": None, "leader_id": None}
            new = {"number": None, **usual, **wanted}
            if new["second_role"] is new["role"]:
                self._wrong(Mistake(entry.row, Field.SECOND_ROLE, Fault.SAME_ROLE))
            self.plan.new[key] = new
            return
        after = {name: value for name, value in wanted.items() if getattr(person, name) != value}
        role = after.get("role", person.role)
        if after.get("second_role", person.second_role) is role:
            if entry.says_second_role:
                self._wrong(Mistake(entry.row, Field.SECOND_ROLE, Fault.SAME_ROLE))
            after["second_role"] = None  # what was the second is the first now
        if after:
            before = {name: getattr(person, name) for name in after}
            self.plan.changes.append(Change(person, entry.row, before, after))
        if not person.is_active:
            self.plan.returning.append(person)
        elif not after:
            self.plan.unchanged += 1

    def _wanted(self, entry: Entry, key: int, leaving: set[int]) -> dict[str, Any]:
        wanted: dict[str, Any] = {"name": entry.name, "email": entry.email}
        if entry.number:
            wanted["number"] = entry.number
        if entry.role:
            wanted["role"] = entry.role
        if entry.says_second_role:
            wanted["second_role"] = entry.second_role
        if entry.starts_on:
            wanted["starts_on"] = entry.starts_on
        if entry.unit is not None:
            try:
                wanted["unit_id"] = self._units.place(entry.unit)
            except SeveralUnitsError as error:
                self._wrong(Mistake(entry.row, Field.UNIT, Fault.SEVERAL_UNITS, str(error)))
        if entry.leader is not None:
            wanted["leader_id"] = self._leader(entry, key, leaving)
        return wanted

    def _leader(self, entry: Entry, key: int, leaving: set[int]) -> int | None:
        said = entry.leader
        if not said:
            return None
        address = said.lower()
        found = (
            self._said_email.get(address)
            or self._said_number.get(said)
            or self._by_email.get(address)
            or self._by_number.get(said)
        )
        if found is not None and found not in self._entries and found not in self._people:
            return None  # in a row that is refused already
        fault = self._fault_of_leader(found, key, leaving)
        if fault:
            self._wrong(Mistake(entry.row, Field.LEADER, fault, said))
        return None if fault else found

    def _fault_of_leader(self, found: int | None, key: int, leaving: set[int]) -> Fault | None:
        if found is None:
            return Fault.UNKNOWN_LEADER
        if found == key:
            return Fault.OWN_LEADER
        if found in leaving:
            return Fault.LEADER_WOULD_LEAVE
        is_here = found in self._entries or self._people[found].is_active
        return None if is_here else Fault.LEADER_HAS_LEFT

    def _keep_hr(self, by_id: int | None) -> None:
        """Refuse to let go who applies the file, or everybody in HR."""
        left = {each.id for each in self.plan.leaving}
        hr = {each.id for each in self._people.values() if each.is_hr and each.is_active}
        if by_id in left or (hr and hr <= left):
            name = self._people[by_id].name if by_id in left and by_id is not None else ""
            self._wrong(Mistake(0, Field.EMAIL, Fault.LAST_HR, name))

    def _look_for_taken(self) -> None:
        """Find addresses and numbers that somebody else would still have when all is done."""
        for column, said, by_column in (
            (Field.EMAIL, self._said_email, self._by_email),
            (Field.NUMBER, self._said_number, self._by_number),
        ):
            for text, key in said.items():
                owner = by_column.get(text)
                entry = self._entries.get(owner) if owner is not None else None
                gives_it_up = entry is not None and (
                    entry.email != text if column is Field.EMAIL else entry.number not in {None, text}
                )
                if owner is not None and owner != key and key in self._entries and not gives_it_up:
                    self._wrong(Mistake(self._entries[key].row, column, Fault.TAKEN, text))

    def _hand_over(self, leaving: set[int]) -> None:
        """Give those whose leader leaves the next one above who stays."""
        led = {each.person.id: each.after for each in self.plan.changes if "leader_id" in each.after}
        for person in self._people.values() if leaving else ():
            if person.id in led or person.leader_id not in leaving:
                continue
            above: int | None = person.leader_id
            walked: set[int] = set()
            while above is not None and above in leaving and above not in walked:
                walked.add(above)
                above = self._people[above].leader_id
            heir = self.plan.handed_over[person.id] = None if above in leaving else above
            if person.is_active and person.id not in leaving and person.leader_id is not None:
                count, _heir = self.plan.handed_over_by.get(person.leader_id, (0, None))
                self.plan.handed_over_by[person.leader_id] = count + 1, heir
                said = self._entries.get(person.id)
                called = person._replace(name=said.name, email=said.email) if said else person
                self.plan.handed_on.append(called)

    def _names_of_leaders(self) -> dict[int, str]:
        """Name every leader whom somebody has before or after, as they will be called."""
        said = [
            each.get("leader_id") for change in self.plan.changes for each in (change.before, change.after)
        ]
        said += [values["leader_id"] for values in self.plan.new.values()]
        for left, (_count, leader) in self.plan.handed_over_by.items():
            said += [left, leader]
        entries = self._entries
        return {key: (entries.get(key) or self._people[key]).name for key in said if key is not None}

    def _look_for_cycles(self) -> None:
        leaders = {each.id: each.leader_id for each in self._people.values()}
        leaders.update(self.plan.handed_over)
        leaders.update({key: values["leader_id"] for key, values in self.plan.new.items()})
        moved = [each for each in self.plan.changes if "leader_id" in each.after]
        leaders.update({each.person.id: each.after["leader_id"] for each in moved})
        settled: set[int] = set()
        for key in [*(each.person.id for each in moved), *self.plan.new]:
            walked: list[int] = []
            at: int | None = key
            while at is not None and at not in settled and at not in walked:
                walked.append(at)
                at = leaders[at]
            if at is not None and at not in settled:
                self._circle(walked[walked.index(at) :])
            settled.update(walked)

    def _circle(self, keys: list[int]) -> None:
        names = [self._entries[key].name if key in self._entries else self._people[key].name for key in keys]
        row = next(self._entries[key].row for key in keys if key in self._entries)
        self._wrong(Mistake(row, Field.LEADER, Fault.CYCLE, " → ".join([*names, names[0]])))

    def _wrong(self, mistake: Mistake) -> None:
        self.plan.mistake_count += 1
        if self.plan.mistake_count <= MISTAKES_MAX:
            self.plan.mistakes.append(mistake)
