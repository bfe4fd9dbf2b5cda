/// Texts from files and guests, made fit for a terminal.
package enum Printable {
  /// Writes characters that would control the terminal, or change how others are shown, as `\u{…}`.
  ///
  /// - Parameter text: line ends stay as they are.
  package static func text(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isHidden(scalar) {
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The same for a name, which has no line ends either.
  package static func name(_ name: String) -> String {
    text(name).replacing("\n", with: "\\n")
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return (scalar.value < 0x20 && scalar != "\n") || scalar.value == 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse: return true
    default: return false
    }
  }
}
