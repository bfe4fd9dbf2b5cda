/// What is going on, on standard error, when that is a terminal.
struct Progress {
  private let isShown = isTerminal(2)

  func show(_ text: String) {
    if isShown { _ = systemWrite("\r\u{1B}[K\(text)".utf8, to: 2) }
  }

  func clear() {
    if isShown { _ = systemWrite("\r\u{1B}[K".utf8, to: 2) }
  }
}
