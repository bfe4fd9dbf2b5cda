import Ganglion

/// Bold and coloured text on a terminal, plain text elsewhere.
struct TextStyle {
  private let isOn: Bool

  init(for stream: StandardStream) { isOn = stream.isTerminal }

  /// A style that does nothing, for tests.
  static let plain = TextStyle()
  private init() { isOn = false }

  func bold(_ text: String) -> String { wrap(text, "1") }
  func dim(_ text: String) -> String { wrap(text, "2") }
  func red(_ text: String) -> String { wrap(text, "31") }
  func green(_ text: String) -> String { wrap(text, "32") }

  private func wrap(_ text: String, _ code: String) -> String {
    isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
