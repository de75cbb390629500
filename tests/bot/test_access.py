"""Who is asking."""

from bot.access import Asker
from directory.catalogue.phones import Audience
from directory.catalogue.units import UnitKind
from tests.builders import person, phone, service, unit


def test_an_asker_goes_by_their_row_in_the_directory_else_by_their_account() -> None:
    assert Asker("slack:U1", person("anna-a")).id == "anna-a"
    assert Asker("slack:U1").id == "slack:U1"


def test_a_chosen_home_unit_opens_nothing() -> None:
    """Whose unit it is says the directory, which coordinators keep."""
    centre, emergency = unit("bjorken"), unit("akuten", kind=UnitKind.EMERGENCY_DEPARTMENT)
    line = phone(audience=Audience.EMERGENCY)
    ask = service(audience=Audience.PRIMARY_CARE)
    chosen = Asker("slack:U1", home=emergency)
    assert (chosen.may_see(line), chosen.may_ask(ask)) == (False, False)
    hanna = Asker("slack:U2", person("hanna-h"), home=emergency, unit=centre)
    assert (hanna.may_see(line), hanna.may_ask(ask)) == (False, True)
