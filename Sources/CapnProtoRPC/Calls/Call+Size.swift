internal import CapnProto

extension Call {
  /// The words of the request as it is now, its envelope included; zero once the call was sent.
  public var requestWords: Int { request?.draft.totalWords ?? 0 }
}
