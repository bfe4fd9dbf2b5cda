/// How a value is named: a declaration, and what of it is meant.
///
/// The first names lead to a declaration, `Outer.constant`; those after it to fields; numbers in
/// brackets to elements of lists: `constant.field[4].other`.
struct ValuePath {
  /// A part of the name.
  enum Step {
    case name(String)
    case index(Int)
  }

  /// The parts; a name at least, which is the first.
  let steps: [Step]
  private let ends: [String.Index]
  private let text: String

  /// Takes a name apart.
  ///
  /// - Returns: `nil` if it is written in another way.
  init?(_ text: String) {
    var steps: [Step] = []
    var ends: [String.Index] = []
    var rest = text[...]
    while let first = rest.first {
      if first == "[" {
        let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
        let after = rest.dropFirst(digits.count + 1)
        guard !steps.isEmpty, after.first == "]", let index = Int(digits) else { return nil }
        steps.append(.index(index))
        rest = after.dropFirst()
      } else {
        if !steps.isEmpty {
          guard first == "." else { return nil }
          rest = rest.dropFirst()
        }
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        guard let initial = name.first, !initial.isNumber else { return nil }
        steps.append(.name(String(name)))
        rest = rest.dropFirst(name.count)
      }
      ends.append(rest.startIndex)
    }
    guard !steps.isEmpty else { return nil }
    self.steps = steps
    self.ends = ends
    self.text = text
  }

  /// The name up to a step, without that one.
  func text(before step: Int) -> String {
    step == 0 ? "the file" : "'\(text[..<ends[step - 1]])'"
  }

  /// The name up to a step, that one included.
  func text(through step: Int) -> String { text(before: step + 1) }
}
