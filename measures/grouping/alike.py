"""Groups texts that speak of one matter. Only a worker loads this: the libraries are heavy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix, hstack
from scipy.spatial.distance import squareform
from sklearn.cluster import BisectingKMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.preprocessing import normalize

from measures.grouping.texts import SIGNS_READ, Text, matter_of, words_shared

ALIKE = 0.28
"""From this mean likeness on (0 to 1) texts are of one group; measured, see docs/measures.md."""
SITUATIONS_ALIKE = 0.07
"""Groups whose situations are less alike than this share a word in their titles, not a matter."""
FEWEST = 3
"""So many different people must have raised a matter before it is a common problem."""
AT_ONCE = 4000
"""More texts are divided by their topic first: to compare each with each takes their square."""
TITLE, SITUATION = 1.5, 1.0
MARKS = {"category": 0.5, "industry": 0.25, "town": 0.15}
RARE, FREQUENT, FREQUENT_AT_LEAST = 5, 0.08, 20
"""A piece of a word in fewer texts is a name, in more than this part of them a phrase."""
TOPICS = 50


@dataclass(frozen=True)
class Group:
    """Texts of one matter, the most typical first, and how alike they are in the mean."""

    members: tuple[int, ...]
    words: tuple[str, ...]
    likeness: float


class Space:
    """The texts as directions: those of one matter point the same way."""

    def __init__(self, texts: Sequence[Text]):
        self.texts = texts
        titles = [matter_of(text.title, text.names) for text in texts]
        situations = [matter_of(text.situation[:SIGNS_READ], text.names) for text in texts]
        self.situations = _pieces_of(situations)
        parts = [_pieces_of(titles) * TITLE, self.situations * SITUATION, _marks_of(texts)]
        self.rows = _lengthened(hstack(parts).tocsr())

    def groups(self) -> list[Group]:
        """Those raised by enough different people, those of most people first."""
        found = [self._group(block) for part in self._blocks() for block in self._alike(part)]
        wanted = [group for group in found if self._is_one_matter(group.members)]
        return sorted(wanted, key=lambda group: (-self._voices(group.members), -group.likeness))

    def likeness_to(self, members: Sequence[int]) -> np.ndarray:
        """How alike each text is to these ones, in the mean."""
        return np.asarray(self.rows @ self.rows[list(members)].mean(axis=0).T).ravel()

    def _is_one_matter(self, members: Sequence[int]) -> bool:
        """Whether enough people raised it, and they tell of it alike where they tell more."""
        if self._voices(members) < FEWEST:
            return False
        told = [place for place in members if self.situations[place].nnz]
        if 2 * len(told) < len(members) or len(told) < FEWEST:
            return True
        return _mean(_alike(self.situations[told])) >= SITUATIONS_ALIKE

    def _voices(self, members: Sequence[int]) -> int:
        return len({self.texts[place].who for place in members})

    def _blocks(self) -> list[np.ndarray]:
        places = np.arange(len(self.texts))
        if len(places) <= AT_ONCE:
            return [places] if len(places) else []
        topics = TruncatedSVD(TOPICS, random_state=0).fit_transform(self.rows)
        number = -(-2 * len(places) // AT_ONCE)
        labels = BisectingKMeans(number, random_state=0).fit_predict(topics)
        return [places[labels == label] for label in range(number)]

    def _alike(self, places: np.ndarray) -> Iterator[np.ndarray]:
        if len(places) < FEWEST:
            return
        apart = np.clip(1 - _alike(self.rows[places]), 0, None)
        np.fill_diagonal(apart, 0)
        tree = linkage(squareform(apart, checks=False), "average")
        labels = fcluster(tree, 1 - ALIKE, "distance")
        by_label = np.split(np.argsort(labels, kind="stable"), np.cumsum(np.bincount(labels))[1:-1])
        yield from (places[group] for group in by_label if len(group) >= FEWEST)

    def _group(self, places: np.ndarray) -> Group:
        alike = _alike(self.rows[places])
        order = np.argsort(-alike.sum(axis=1), kind="stable")
        members = tuple(int(places[place]) for place in order)
        matters = [matter_of(self.texts[one].title, self.texts[one].names) for one in members]
        return Group(members, tuple(words_shared(matters)), _mean(alike))


def _alike(rows: csr_matrix) -> np.ndarray:
    """How alike each is to each; nothing to itself."""
    alike = (rows @ rows.T).toarray()
    np.fill_diagonal(alike, 0)
    return alike


def _mean(alike: np.ndarray) -> float:
    return float(alike.sum() / (len(alike) * (len(alike) - 1)))


def _pieces_of(matters: Sequence[str]) -> csr_matrix:
    """Pairs of signs, weighed by how telling they are; rare ones only where texts are few."""
    pieces = TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(2, 2),
        sublinear_tf=True,
        min_df=min(RARE, max(1, len(matters) // 100)),
        max_df=max(FREQUENT_AT_LEAST, int(FREQUENT * len(matters))),
    )
    return _or_nothing(pieces, matters)


def _marks_of(texts: Sequence[Text]) -> csr_matrix:
    counted = CountVectorizer(analyzer=lambda text: text.marks, dtype=float)
    marks = _or_nothing(counted, texts)
    if not marks.nnz:
        return marks
    weights = [MARKS[name.partition(":")[0]] for name in counted.get_feature_names_out()]
    return marks.multiply(np.array(weights)).tocsr()


def _or_nothing(vectorizer, texts: Sequence) -> csr_matrix:
    """What the vectorizer makes of the texts; a column of zeros where no piece is left."""
    try:
        return _lengthened(vectorizer.fit_transform(texts))
    except ValueError:
        return csr_matrix((len(texts), 1))


def _lengthened(rows: csr_matrix) -> csr_matrix:
    """The rows at length one, so that their product is how alike they are."""
    return normalize(rows) if rows.shape[0] else rows
