"""The table of accounts."""

from sqlalchemy import Column, String, Table

from directory.accounts.account import ACCOUNT, ACCOUNTS
from directory.store.kind_table import KindTable
from directory.store.schema import metadata, text_column
from directory.store.stored import Stored

account = Table(
    "account",
    metadata,
    Column("id", String, primary_key=True),
    text_column("home_unit"),
)

STORED = Stored((ACCOUNTS,), (KindTable(ACCOUNT, account),))
