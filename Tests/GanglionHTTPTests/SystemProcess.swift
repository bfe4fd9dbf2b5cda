import Foundation

/// The processes of the operating system.
enum SystemProcess {
  /// Whether there is one of this number, or what is left of it until its parent has taken note.
  static func isThere(_ identifier: Int32) -> Bool { kill(identifier, 0) == 0 || errno == EPERM }
}
