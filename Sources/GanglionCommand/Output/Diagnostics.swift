import Ganglion

/// What is said on standard error.
enum Diagnostics {
  /// Reports an error.
  static func report(_ error: CommandError) {
    let style = TextStyle(for: .error)
    var text =
      "\(style.bold("ganglion:")) \(style.red("error:")) \(Printable.text(error.message))\n"
    if let hint = error.hint { text += "  \(Printable.text(hint))\n" }
    say(text)
  }

  /// Says something; where nobody can hear it, so be it.
  static func say(_ text: String) { try? StandardStream.error.write(text) }
}
