/// An annotation that means something to us; all others are skipped.
///
/// Specification: https://webassembly.github.io/spec/core/appendix/custom.html
struct Annotation: Sendable {
  enum Kind: Sendable {
    /// `(@name "…")`
    case name
    /// `(@custom "…" …)`
    case custom
    /// `(@metadata.code.branch_hint "…")`
    case branchHint

    init?(identifier: [UInt8]) {
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
    var text: String {
      switch self {
      case .name: "@name"
      case .custom: "@custom"
      case .branchHint: "@metadata.code.branch_hint"
      }
    }
  }

  let kind: Kind
  /// The bytes of the source it covers.
  let range: Range<Int>
  /// The index of the token before which it stands.
  let tokenIndex: Int
  /// Its content, as indices of ``TokenStream/annotationTokens``.
  let content: Range<Int>
}
