/// A list of ranges, as pairs of numbers.
///
/// An array of ranges would have the language's run time look for conformances at start, which
/// costs more than all that the list is for.
package struct RangeList: Sendable, Equatable, RandomAccessCollection, MutableCollection,
  ExpressibleByArrayLiteral
{
  private var bounds: [Int] = []

  package init() {}

  package init(arrayLiteral elements: Range<Int>...) {
    for element in elements { append(element) }
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { bounds.count / 2 }

  package subscript(position: Int) -> Range<Int> {
    get { Range(uncheckedBounds: (bounds[2 * position], bounds[2 * position + 1])) }
    set {
      bounds[2 * position] = newValue.lowerBound
      bounds[2 * position + 1] = newValue.upperBound
    }
  }

  package mutating func append(_ range: Range<Int>) {
    bounds.append(range.lowerBound)
    bounds.append(range.upperBound)
  }

  package mutating func reserveCapacity(_ count: Int) { bounds.reserveCapacity(2 * count) }
}
