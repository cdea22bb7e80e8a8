"""The tables. Whatever belongs to the ledger, and the access log, only ever grows.

Triggers refuse UPDATE and DELETE on them, and on SQLite an INSERT that would replace a row; the
database itself refuses a ledger number that is not the next one (`migrations/0002`). The cards at
the end are the lists: thin, made anew from the ledger at any time, and never decided on.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class LedgerEntry(models.Model):
    """One entry: the stored envelope and its hash, and what is needed to find it."""

    seq = models.BigIntegerField(primary_key=True)
    stream = models.CharField(max_length=200)
    stream_version = models.BigIntegerField()
    envelope = models.BinaryField()
    hash = models.CharField(max_length=64)

    class Meta:
        """What the database itself keeps true."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["stream", "stream_version"], name="one_entry_a_version"
            ),
            models.CheckConstraint(
                condition=models.Q(seq__gte=1, stream_version__gte=1), name="counted_from_1"
            ),
        ]


class LedgerBody(models.Model):
    """The fact's stored bytes and the salt of their digest, apart from the envelope."""

    entry = models.OneToOneField(
        LedgerEntry, on_delete=models.PROTECT, primary_key=True, related_name="body"
    )
    salt = models.BinaryField()
    body = models.BinaryField()


class CommandAnswer(models.Model):
    """What a command wrote: `count` entries from number `first_seq` on."""

    command = models.CharField(max_length=200, primary_key=True)
    first_seq = models.BigIntegerField()
    count = models.IntegerField()


class ActApart(models.Model):
    """What one account did on a record, in a scope in which it may do nothing else.

    One row a scope and account: the database itself refuses a second duty (`record.kept_apart`).
    """

    stream = models.CharField(max_length=200)
    scope = models.CharField(max_length=100)
    account = models.CharField(max_length=150)
    duty = models.CharField(max_length=50)

    class Meta:
        """What the database itself keeps true."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["stream", "scope", "account"], name="one_duty_a_person"
            ),
        ]


class DocumentCard(models.Model):
    """A kept document: its stored card (type, size, when received) and our signature on it."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    card = models.BinaryField()
    signature = models.BinaryField()


class SignedCheckpoint(models.Model):
    """A signed text checkpoint of the ledger, one a size."""

    size = models.BigIntegerField(primary_key=True)
    text = models.BinaryField()


class FollowerPosition(models.Model):
    """Up to which ledger number a follower has decided everything."""

    follower = models.CharField(max_length=100, primary_key=True)
    seq = models.BigIntegerField()


class Access(models.Model):
    """Who looked at what, when and why, and whether it was allowed."""

    at = models.DateTimeField(db_index=True)
    account = models.CharField(max_length=150, db_index=True)
    url_name = models.CharField(max_length=100)
    record_id = models.CharField(max_length=100, blank=True, db_index=True)
    prison = models.CharField(max_length=50, blank=True)
    reason = models.TextField(blank=True)
    outcome = models.CharField(max_length=50)


class Account(AbstractBaseUser):
    """A sign-in. Name and roles of the member of staff stand in the ledger, under `staff`."""

    username = models.CharField(max_length=150, unique=True)
    staff = models.CharField(max_length=150, unique=True)
    """Staff account id: the stream is `staff/<id>`, and `by` in each entry that they make."""

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar = ["staff"]
    objects = BaseUserManager["Account"]()


class FormDraft(models.Model):
    """What somebody typed into a form of several pages and has not entered yet."""

    account = models.CharField(max_length=150)
    form = models.CharField(max_length=50)
    record = models.CharField(max_length=100)
    content = models.BinaryField()

    class Meta:
        """One draft of a form about a record for each account."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "form", "record"], name="one_draft_each")
        ]


class PersonCard(models.Model):
    """A person as found by name or number, and whether they are here."""

    record_id = models.CharField(max_length=32, primary_key=True)
    as_of_seq = models.BigIntegerField()
    prison = models.CharField(max_length=50, db_index=True)
    prison_number = models.CharField(max_length=100, db_index=True)
    surname = models.CharField(max_length=200, db_index=True)
    forenames = models.CharField(max_length=200)
    born_on = models.DateField(null=True)
    names = models.TextField()
    """Every name the person is known by, one a line, folded for comparison."""
    numbers = models.TextField()
    """Every outside number, one a line, folded for comparison."""
    is_in_custody = models.BooleanField()


class KnownPerson(models.Model):
    """What a record says of who the person is, as `record.PersonKnown`."""

    record_id = models.CharField(max_length=32, primary_key=True)
    as_of_seq = models.BigIntegerField()
    turn = models.BigIntegerField(db_index=True)
    """Number of the newest entry that was read when this row was written."""
    prison = models.CharField(max_length=50, db_index=True)
    is_in_custody = models.BooleanField()
    is_linked = models.BooleanField(db_index=True)
    is_damaged = models.BooleanField(default=False)
    """The record could not be read when it last changed; the row is of before."""
    known = models.BinaryField()


class PersonMark(models.Model):
    """Something by which a person is found: a number, a name, a birth date, a case; as a digest."""

    record_id = models.CharField(max_length=32, db_index=True)
    key = models.CharField(max_length=32, db_index=True)


class ReleaseDue(models.Model):
    """Somebody whom a board may have to show, by the day it concerns."""

    record_id = models.CharField(max_length=32, primary_key=True)
    as_of_seq = models.BigIntegerField()
    prison = models.CharField(max_length=50, db_index=True)
    due_on = models.DateField(null=True, db_index=True)
    """The planned day, else the governing date: before working days move it."""
    exited_at = models.DateTimeField(null=True, db_index=True)
    has_no_authority = models.BooleanField()
    is_in_custody = models.BooleanField()
    lacks_dates = models.BooleanField(default=False)
    """A sentence is in force and nobody has worked out the dates since the facts changed."""
    lacks_check = models.BooleanField(default=False)
    """Dates were worked out and no second person has checked them."""
    calculated_by = models.CharField(max_length=150, blank=True)
    bound_for = models.CharField(max_length=50, blank=True, default="", db_index=True)
    """Code of the prison that is to take the person over; empty = no transfer."""
    has_duties = models.BooleanField(default=False)
    """An exit left something to be made good afterwards."""


class AlarmCard(models.Model):
    """An alarm that nobody has ended."""

    seq = models.BigIntegerField(primary_key=True)
    """Number of the entry that raised it."""
    record_id = models.CharField(max_length=32, db_index=True)
    as_of_seq = models.BigIntegerField()
    prison = models.CharField(max_length=50, db_index=True)
    cause = models.CharField(max_length=100)
    words = models.TextField()
    since = models.DateTimeField()
    raised_at = models.DateTimeField()
    taken_by = models.CharField(max_length=150, blank=True)


class InboxCard(models.Model):
    """An item that is still in the inbox."""

    item_id = models.CharField(max_length=32, primary_key=True)
    as_of_seq = models.BigIntegerField()
    mailbox = models.CharField(max_length=320, db_index=True)
    """Address that the court wrote to, folded; empty when the message could not be read."""
    records = models.TextField(default="")
    """Records that it is held to be about, one a line."""
    received_at = models.DateTimeField(db_index=True)
