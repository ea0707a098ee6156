"""What a release promises of its classes, and for which classes it is true."""

from dataclasses import dataclass

from datasets.anonymization.codes import BoolArray, Classes, Coded, distinct_within


@dataclass(frozen=True)
class Promise:
    """Every class has at least k rows of at least k entities, and at least l values of each sensitive column."""

    k: int
    l: int  # noqa: E741 - the field's own name


@dataclass(frozen=True, eq=False)
class Subjects:
    """Of whom each row is (None: each of somebody else), and what must not be learnt of them."""

    entities: Coded | None
    sensitive: tuple[Coded, ...]

    def take(self, rows: BoolArray) -> "Subjects":
        entities = None if self.entities is None else self.entities.take(rows)
        return Subjects(entities, tuple(one.take(rows) for one in self.sensitive))

    def protected(self, classes: Classes, *, promise: Promise) -> BoolArray:
        """For which classes the promise holds."""
        holds = classes.sizes >= promise.k
        large = holds[classes.of]
        of, few = classes.of[large], self.take(large)
        if few.entities is not None and promise.k > 1:
            holds &= distinct_within(of, few.entities, number=classes.number) >= promise.k
        for values in few.sensitive if promise.l > 1 else ():
            holds &= distinct_within(of, values, number=classes.number) >= promise.l
        return holds
