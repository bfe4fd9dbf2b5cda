internal import CapnProto

/// Why a message of the peer could not be handled.
enum Failure: Error {
  /// The peer broke the protocol or a limit; the connection ends.
  case violation(String)
  /// The message asks for something that is not implemented; it goes back.
  case unimplemented

  /// Reads something, and says what it was a part of if that fails.
  @inline(__always)
  static func reading<R>(
    _ part: StaticString, _ body: () throws(CapnProtoError) -> R
  ) throws(Failure) -> R {
    do throws(CapnProtoError) {
      return try body()
    } catch {
      throw .violation("a malformed \(part) (code \(error.code.rawValue))")
    }
  }
}
