/// An annotation that means something to us; all others are skipped.
///
/// Specification: https://webassembly.github.io/spec/core/appendix/custom.html
package struct Annotation: Sendable {
  package enum Kind: Sendable {
    /// `(@name "…")`
    case name
    /// `(@custom "…" …)`
    case custom
    /// `(@metadata.code.branch_hint "…")`
    case branchHint

    package init?(identifier: [UInt8]) {
      if identifier == Array("name".utf8) {
        self = .name
      } else if identifier == Array("custom".utf8) {
        self = .custom
      } else if identifier == Array("metadata.code.branch_hint".utf8) {
        self = .branchHint
      } else {
        return nil
      }
    }

    /// The identifier, with its sign.
    package var text: String {
      switch self {
      case .name: "@name"
      case .custom: "@custom"
      case .branchHint: "@metadata.code.branch_hint"
      }
    }
  }

  package let kind: Kind
  /// The bytes of the source it covers.
  package let range: Range<Int>
  /// The index of the token before which it stands.
  package let tokenIndex: Int
  /// Its content, as indices of ``TokenStream/annotationTokens``.
  package let content: Range<Int>
}
