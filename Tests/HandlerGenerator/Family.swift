/// The handlers that do one thing on operands found in different places.
///
/// A family has `forms.count` handlers, one per combination of operand places. The translator adds
/// the position of the form it wants to the family's first index.
struct Family {
  /// The name; the handlers are called `gh_<name>_<form>`.
  let name: String
  /// One handler per form, in order; `nil` where the translator never asks for it.
  let handlers: [Handler?]
}

/// One handler: its form and the Swift statements of its body.
struct Handler {
  let form: String
  let body: [String]
}

/// Statements shared by handler bodies.
enum Body {
  /// Goes on with the instruction `words` 8-byte words further.
  static func next(words: Int, acc: String = "a", float: String = "d") -> String {
    "return next(p + \(words * 8), f, \(acc), x, m, n, \(float))"
  }
}

/// The types a handler computes with.
enum Kind: String {
  case i32, i64, f32, f64

  var isFloat: Bool { self == .f32 || self == .f64 }

  /// Reads a slot whose 16-bit offset stands at a byte offset of the instruction.
  func slot(_ at: Int) -> String {
    switch self {
    case .i32: "u32(p, f, \(at))"
    case .i64: "u64(p, f, \(at))"
    case .f32: "f32(p, f, \(at))"
    case .f64: "f64(p, f, \(at))"
    }
  }

  /// Reads the accumulator.
  var accumulator: String {
    switch self {
    case .i32: "UInt32(truncatingIfNeeded: a)"
    case .i64: "a"
    case .f32: "low(d)"
    case .f64: "d"
    }
  }

  /// Reads the immediate of a constant form.
  var immediate: String {
    switch self {
    case .i32: "k32(p, 12)"
    case .i64: "k64(p, 12)"
    case .f32: "kf32(p, 12)"
    case .f64: "kf64(p, 16)"
    }
  }

  /// The 8-byte words of a constant form.
  var constantWords: Int { self == .f64 ? 3 : 2 }

  /// The accumulator expressions `(integer, float)` once `r` is the result.
  var passed: (acc: String, float: String) {
    switch self {
    case .i32: ("UInt64(r)", "d")
    case .i64: ("r", "d")
    case .f32: ("a", "wide(r, d)")
    case .f64: ("a", "r")
    }
  }

  /// Ends a handler whose result is `r`.
  func finish(words: Int, toSlot: Bool) -> [String] {
    var lines: [String] = []
    if toSlot { lines.append("put(p, f, r)") }
    lines.append(Body.next(words: words, acc: passed.acc, float: passed.float))
    return lines
  }
}
