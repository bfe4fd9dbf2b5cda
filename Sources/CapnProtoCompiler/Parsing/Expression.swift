/// A name, a literal, or something made of these: what stands for types and values.
struct Expression {
  indirect enum Kind {
    /// Nothing: an error was told.
    case unknown
    case integer(UInt64)
    /// The magnitude of an integer below zero.
    case negative(UInt64)
    case float(Double)
    case string([UInt8])
    case data([UInt8])
    case list([Expression])
    case tuple([Argument])
    case name(Name)
    /// A name that starts at the file's scope: `.Name`.
    case absolute(Name)
    case importing(path: String, range: Range<Int>)
    case embedding(path: String, range: Range<Int>)
    case application(Expression, [Argument])
    case member(Expression, Name)
  }

  /// An item of a tuple or of a parameter list.
  struct Argument {
    let name: Name?
    let value: Expression
  }

  let kind: Kind
  let range: Range<Int>
}

/// A name and where it stands.
struct Name: Sendable {
  let text: String
  let range: Range<Int>
}

extension Expression {
  /// The expression as it could have been written.
  var text: String {
    switch kind {
    case .unknown: "?"
    case .integer(let value): "\(value)"
    case .negative(let value): "-\(value)"
    case .float(let value): "\(value)"
    case .string(let bytes): "\"\(String(decoding: bytes, as: UTF8.self))\""
    case .data: "0x\"…\""
    case .list: "[…]"
    case .tuple(let items): "(\(Expression.text(items)))"
    case .name(let name): name.text
    case .absolute(let name): ".\(name.text)"
    case .importing(let path, _): "import \"\(path)\""
    case .embedding(let path, _): "embed \"\(path)\""
    case .application(let function, let items): "\(function.text)(\(Expression.text(items)))"
    case .member(let parent, let name): "\(parent.text).\(name.text)"
    }
  }

  private static func text(_ items: [Argument]) -> String {
    items.map { item in (item.name.map { "\($0.text) = " } ?? "") + item.value.text }
      .joined(separator: ", ")
  }
}
