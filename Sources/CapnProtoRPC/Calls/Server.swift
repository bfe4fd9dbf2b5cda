/// An object that can be called.
///
/// The vat calls `dispatch` once for each call, in the order the calls were made through any one reference, and never from within
/// another call. The object is released when nothing refers to it any more, here or elsewhere.
public protocol Server: AnyObject {
  /// Takes a call.
  ///
  /// Each call has to come to an end exactly once: by `finish`, `fail` or `tailCall`, now or later.
  ///
  /// - Parameter call: The call.
  func dispatch(_ call: IncomingCall)
}
