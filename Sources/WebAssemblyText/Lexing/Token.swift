/// One token of the text format.
///
/// Specification: https://webassembly.github.io/spec/core/text/lexical.html#tokens
package struct Token: Sendable {
  package enum Kind: UInt8, Sendable {
    /// `(`
    case open
    /// `)`
    case close
    /// `"…"`
    case string
    /// `$x` or `$"x"`
    case identifier
    /// Something that starts like a number; whether it is one, whoever reads it finds out.
    case number
    /// Something that starts with a lower-case letter.
    case word
    /// Anything else; never legal outside annotations.
    case reserved
    /// The end of the source.
    case end
  }

  package var kind: Kind
  /// What a word means.
  package var word: Word
  private var start: UInt32
  private var end: UInt32

  /// The bytes of the source it covers.
  package var range: Range<Int> { Int(start)..<Int(end) }

  package init(_ kind: Kind, _ range: Range<Int>, word: Word = .unknown) {
    self.kind = kind
    self.word = word
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    end = UInt32(truncatingIfNeeded: range.upperBound)
  }
}
