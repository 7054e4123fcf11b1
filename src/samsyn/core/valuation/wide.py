"""What a loop over a chunk of draws does, as one operation on a vector as long as the chunk.

A loop that reads some rows of an array and writes others is compiled for the case that they overlap, with a look at
that each time it begins; on rows this short the looking takes as long as the work. Here everything is read before
anything is written, and nothing is looked at. Sums are taken in the order they stand, so that no bit differs from the
loop's. Rows lie in a flat array of float64, and are named by the number of their first element.
"""

# mypy: disable-error-code="no-untyped-def,no-untyped-call,attr-defined,untyped-decorator,import-untyped,misc"
from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import extending, types
from numba.core import cgutils

intrinsic: Any = extending.intrinsic  # its own type asks the caller for what the compiler gives
WIDE = 32  # draws; eight registers of four, or four of eight, hold a row: enough are left for what is added to it
MOVE = 3  # numbers that say a move: from, to, and its chances
ENTRY = 2  # numbers that say an entry: its level and its amount
LINE = 64  # bytes: what is written past the caches goes by whole lines

_ROW = ir.VectorType(ir.DoubleType(), WIDE)
_WHOLE = types.intp


@intrinsic
def leave(typing, desk, now, after, chances, flows, moves, at):
    """One move: from now[from], its chance's share leaves after[from], comes to after[to] and is kept in flows."""

    def generate(context, builder, signature, arguments):
        given = _Given(context, builder, signature, arguments)
        desk, (now, after, chances, flows) = given.array(0), given.whole(1, 5)
        source, target, chance = given.numbers(5, 6, MOVE, 3)
        gone = builder.fmul(desk.read(now, source), desk.read(chances, chance))
        desk.write(builder.fsub(desk.read(after, source), gone), after, source)
        desk.write(builder.fadd(desk.read(after, target), gone), after, target)
        desk.write(gone, flows, chance)
        return context.get_dummy_value()

    return types.void(desk, *[_WHOLE] * 4, moves, _WHOLE), generate


@intrinsic
def leave_together(typing, desk, now, after, chances, moves, first, until):
    """Moves first … until, in their order, that leave the same state for others; what goes by them is not kept."""

    def generate(context, builder, signature, arguments):
        given = _Given(context, builder, signature, arguments)
        desk, (now, after, chances), (first, until) = given.array(0), given.whole(1, 4), given.whole(5, 7)
        (source,) = given.numbers(4, first, MOVE, 1)
        people, left = desk.read(now, source), cgutils.alloca_once_value(builder, desk.read(after, source))
        with cgutils.for_range_slice(builder, first, until, first.type(1)) as (move, _):
            _, target, chance = given.numbers(4, move, MOVE, 3)
            gone = builder.fmul(people, desk.read(chances, chance))
            builder.store(builder.fsub(builder.load(left), gone), left)
            desk.write(builder.fadd(desk.read(after, target), gone), after, target)
        desk.write(builder.load(left), after, source)
        return context.get_dummy_value()

    return types.void(desk, *[_WHOLE] * 3, moves, _WHOLE, _WHOLE), generate


@intrinsic
def take(typing, values, row, factor, desk, at):
    """Copy a row from values to the desk, times a number."""

    def generate(context, builder, signature, arguments):
        given = _Given(context, builder, signature, arguments)
        factor = builder.insert_element(ir.Constant(_ROW, ir.Undefined), arguments[2], ir.Constant(ir.IntType(32), 0))
        alike = ir.Constant(ir.VectorType(ir.IntType(32), WIDE), [0] * WIDE)
        factors = builder.shuffle_vector(factor, factor, alike)
        given.array(3).write(builder.fmul(given.array(0).read(arguments[1]), factors), arguments[4])
        return context.get_dummy_value()

    return types.void(values, _WHOLE, types.float64, desk, _WHOLE), generate


@intrinsic
def clear(typing, desk, at):
    """A row of noughts."""

    def generate(context, builder, signature, arguments):
        given = _Given(context, builder, signature, arguments)
        given.array(0).write(ir.Constant(_ROW, [0.0] * WIDE), arguments[1])
        return context.get_dummy_value()

    return types.void(desk, _WHOLE), generate


@intrinsic
def turn(typing, desk, now, after, levels, state):
    """The end of a cycle: the average of its beginning and its end, and the end is the next one's beginning."""

    def generate(context, builder, signature, arguments):
        given = _Given(context, builder, signature, arguments)
        desk, (now, after, levels, state) = given.array(0), given.whole(1, 5)
        end = desk.read(after, state)
        both = builder.fadd(desk.read(now, state), end)
        desk.write(builder.fmul(ir.Constant(_ROW, [0.5] * WIDE), both), levels, state)
        desk.write(end, now, state)
        return context.get_dummy_value()

    return types.void(desk, *[_WHOLE] * 4), generate


@intrinsic
def add_up(typing, desk, levels, amounts, entries, first, until, sums, at):
    """Add to sums[at] the entries first … until, in their order: level times amount."""

    def generate(context, builder, signature, arguments):
        given = _Given(context, builder, signature, arguments)
        desk, (levels, amounts) = given.array(0), given.whole(1, 3)
        (first, until), sums, (at,) = given.whole(4, 6), given.array(6), given.whole(7, 8)
        total = cgutils.alloca_once_value(builder, sums.read(at))
        with cgutils.for_range_slice(builder, first, until, first.type(1)) as (entry, _):
            level, amount = given.numbers(3, entry, ENTRY, 2)
            product = builder.fmul(desk.read(levels, level), desk.read(amounts, amount))
            builder.store(builder.fadd(builder.load(total), product), total)
        sums.write(builder.load(total), at)
        return context.get_dummy_value()

    return types.void(desk, _WHOLE, _WHOLE, entries, _WHOLE, _WHOLE, sums, _WHOLE), generate


@intrinsic
def give(typing, course, one, other, everyone, left, row, without, gain, potential, at):
    """without: course[one] for everyone[row]; potential and gain: other less one, for everyone[row] and left[row].

    Written to [at] past the caches, which what is read soon is better kept in: at lies on a LINE.
    """

    def generate(context, builder, signature, arguments):
        given = _Given(context, builder, signature, arguments)
        course, (one, other), (row, at) = given.array(0), given.whole(1, 3), (arguments[5], arguments[9])
        first = course.read(one)
        delta = builder.fsub(course.read(other), first)
        everyone, left = given.array(3).read(row), given.array(4).read(row)
        for place, (whose, people) in ((6, (first, everyone)), (7, (delta, left)), (8, (delta, everyone))):
            given.array(place).stream(builder.fmul(whose, people), at)
        return context.get_dummy_value()

    return types.void(course, _WHOLE, _WHOLE, everyone, left, _WHOLE, without, gain, potential, _WHOLE), generate


class _Given:
    """The arguments of an operation."""

    def __init__(self, context, builder, signature, arguments) -> None:
        self._context, self._builder = context, builder
        self._types, self._arguments = signature.args, arguments

    def array(self, place: int) -> _Array:
        made = self._context.make_array(self._types[place])(self._context, self._builder, self._arguments[place])
        return _Array(self._builder, made.data)

    def whole(self, first: int, until: int) -> Any:
        return self._arguments[first:until]

    def numbers(self, place: int, at, size: int, many: int) -> list[Any]:
        """The first so many whole numbers of row `at` of a flat array of rows of a size. at: an argument or a value."""
        at = self._arguments[at] if isinstance(at, int) else at
        data, first = self.array(place).data, self._builder.mul(at, at.type(size))
        places = [self._builder.add(first, first.type(each)) for each in range(many)]
        return [self._builder.load(self._builder.gep(data, [each], inbounds=True)) for each in places]


class _Array:
    """The memory of a flat array of float64, read and written by rows; a row begins at the sum of some numbers."""

    def __init__(self, builder, data) -> None:
        self._builder, self.data = builder, data

    def _row(self, at: tuple[Any, ...]) -> Any:
        first = at[0]
        for more in at[1:]:
            first = self._builder.add(first, more)
        return self._builder.bitcast(self._builder.gep(self.data, [first], inbounds=True), _ROW.as_pointer())

    def read(self, *at: Any) -> Any:
        found = self._builder.load(self._row(at))
        found.align = 8
        return found

    def write(self, value, *at: Any) -> None:
        self._builder.store(value, self._row(at)).align = 8

    def stream(self, value, at) -> None:
        """Past the caches. Nought is added, so that no nought is negative."""
        value = self._builder.fadd(ir.Constant(_ROW, [0.0] * WIDE), value)
        done = self._builder.store(value, self._row((at,)))
        done.align = LINE
        done.set_metadata("nontemporal", self._builder.module.add_metadata([ir.Constant(ir.IntType(32), 1)]))
