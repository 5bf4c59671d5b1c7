"""``central accounts add | list | reset | remove``: who may log in to the operations pages."""

import argparse

from central import directory
from central.audit import Actor
from central.cli_identity import AddDatabase, Command, runner
from central.context import Platform
from central.ops import accounts
from central.ops.accounts import Invited
from central.ops.staff_pages import setup_link

_SERVER = Actor()


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", add_database: AddDatabase) -> None:
    """Add the group to ``commands``; ``add_database`` adds the options that say where the database is."""
    acts = commands.add_parser("accounts", help="logins to the operations pages").add_subparsers(
        required=True, metavar="ACTION"
    )

    def act(action: str, help_text: str, command: Command) -> argparse.ArgumentParser:
        parser = acts.add_parser(action, help=help_text)
        add_database(parser)
        parser.set_defaults(run=runner(command))
        return parser

    adding = act("add", "print a one-time link that sets up a login for a badge", _add)
    adding.add_argument("badge", help="its id, or the eight digits on it")
    adding.add_argument("--name", required=True, help="the login: 2 to 32 small letters, digits, dots, - and _")
    act("list", "logins, their badges and roles", _list)
    resetting = act("reset", "print a new link; the password and the authenticator of before end", _reset)
    resetting.add_argument("name", help="the login")
    removing = act("remove", "nobody logs in under this name any more", _remove)
    removing.add_argument("name", help="the login")


def _add(options: argparse.Namespace, platform: Platform) -> None:
    _tell(platform, accounts.add(platform, options.badge, options.name, _SERVER))


def _reset(options: argparse.Namespace, platform: Platform) -> None:
    _tell(platform, accounts.reset(platform, options.name, _SERVER))


def _tell(platform: Platform, invited: Invited) -> None:
    link = setup_link(directory.resident_page(platform.store), invited)
    print(f"{invited.name} sets up the login within 24 hours, once, at {link}")


def _remove(options: argparse.Namespace, platform: Platform) -> None:
    accounts.remove(platform, options.name, _SERVER)
    print(f"nobody logs in as {options.name} any more")


def _list(_options: argparse.Namespace, platform: Platform) -> None:
    for each in accounts.everything(platform):
        state = "" if each["ready"] else "  not set up yet"
        print(f"{each['name']:<32}  {each['badge']}  {each['role'] or 'not on the roster'}{state}")
