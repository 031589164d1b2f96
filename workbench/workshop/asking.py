"""What is asked and what can be answered, in words: our questions, the trainer's own wording, and own choices."""

from fitlib.words import Words
from workbench.workshop.parts import PATTERN, POLL, Part, Vote
from workbench.workshop.script import Ballot


def question(part: Part, ballot: Ballot, words: Words) -> str:
    """The question of a ballot: the trainer's own wording where the plan has one."""
    if ballot.ask == POLL:
        return part.text or words(f"trainings.poll.{part.name}.text")
    vote = vote_of(part, ballot)
    return (vote.text if vote else "") or words(f"workshop.ask.{ballot.ask}.text")


def vote_of(part: Part, ballot: Ballot) -> Vote | None:
    """The vote of the plan that a ballot holds: the first, second … with its question."""
    same = [vote for vote in part.votes if vote.ask == ballot.ask]
    return same[ballot.turn - 1] if ballot.turn <= len(same) else None


def choice(part: Part, ask: str, option: str, words: Words) -> str:
    """A choice in words."""
    if ask == POLL:
        return part.choices[int(option) - 1] if part.choices else words(f"trainings.poll.{part.name}.choice.{option}")
    return words(f"patterns.{option}.name" if ask == PATTERN else f"workshop.choice.{ask}.{option}")


def choices(part: Part, ask: str, words: Words) -> list[tuple[str, str]]:
    """Key and words of every choice, in the order of the digits."""
    return [(option, choice(part, ask, option, words)) for option in part.options(ask)]
