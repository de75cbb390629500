"""What has become of advice, as a line: by whom and until when, and never a part of what it says.

Half of an advice may harm: its conditions are as much of it. The line says that it is there, and
the button under the letter leads to all of it.
"""

from bot.shortages.signers import group_words, name_words, writers_words
from bot.texts import day_words
from directory.shortages.advice.changes import AdviceChange, AdviceNews
from directory.snapshot import Snapshot
from directory.walltime.days import local


def advice_line(change: AdviceChange, snapshot: Snapshot) -> str:
    """”Nytt ersättningsråd från Kvinnosjukdomar, skrivet av … och godkänt av …”."""
    group = group_words(change.advice, snapshot)
    match change.news:
        case AdviceNews.NEW:
            return f"Nytt ersättningsråd från {group}, {_signed(change, snapshot)}"
        case AdviceNews.NEW_VERSION:
            return f"Ny version av ersättningsrådet från {group}, {_signed(change, snapshot)}"
        case AdviceNews.WITHDRAWN:
            who = name_words(change.advice.withdrew, snapshot)
            day = day_words(local(change.at).date())
            by = f"är återkallat {day} av {who} och gäller inte längre"
            return f"Ersättningsrådet från {group} {by}."
        case AdviceNews.CLOSED:
            return f"Åter enligt Läkemedelsverket: ersättningsrådet från {group} är avslutat."
        case AdviceNews.ENDED:
            last = day_words(change.advice.content.last)
            return f"Ersättningsrådet från {group} har gått ut: det gällde till och med {last}."


def _signed(change: AdviceChange, snapshot: Snapshot) -> str:
    advice = change.advice
    writer, approver = writers_words(advice, snapshot), name_words(advice.approver, snapshot)
    until = f"gäller till och med {day_words(advice.content.last)}"
    return f"skrivet av {writer} och godkänt av {approver}, {until}."
