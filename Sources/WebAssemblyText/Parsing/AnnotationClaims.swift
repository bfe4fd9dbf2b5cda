/// Which annotations of a module found a use; one that finds none is misplaced.
struct AnnotationClaims {
  /// The annotations of the module, as indices into the stream's.
  let range: Range<Int>
  private var claimed: Set<Int> = []

  /// No annotations.
  init() { range = 0..<0 }

  init(stream: TokenStream, tokens: ClosedRange<Int>) {
    range = stream.annotations(before: tokens)
  }

  /// The annotations of a kind that stand before a token, which are then claimed.
  mutating func claim(
    _ kind: Annotation.Kind, before tokenIndex: Int, in stream: TokenStream
  ) -> [Annotation] {
    if range.isEmpty { return [] }
    var found: [Annotation] = []
    var index = max(range.lowerBound, stream.firstAnnotation(from: tokenIndex))
    while index < range.upperBound, stream.annotations[index].tokenIndex == tokenIndex {
      let annotation = stream.annotations[index]
      if annotation.kind == kind, claimed.insert(index).inserted { found.append(annotation) }
      index += 1
    }
    return found
  }

  /// The first annotation nobody claimed.
  var firstUnclaimed: Int? { range.first { !claimed.contains($0) } }
}
