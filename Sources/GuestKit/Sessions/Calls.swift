public import CapnProto
public import CapnProtoRPC

extension OutgoingCall {
  /// Sets who learns how the call ended, and reads its results for it.
  ///
  /// - Parameters:
  ///   - read: reads the results.
  ///   - body: called once, in a turn of its own; at once if the call failed before it began.
  public func whenDone<Value>(
    reading read: @escaping (Results.Reader) throws(CapnProtoError) -> Value,
    _ body: @escaping (Result<Value, RPCError>) -> Void
  ) {
    whenDone { outcome in
      switch outcome {
      case .failure(let error): body(.failure(error))
      case .success(let results):
        do throws(CapnProtoError) {
          body(.success(try read(results)))
        } catch {
          body(.failure(RPCError(.failed, "the results are malformed")))
        }
      }
    }
  }
}

extension ServerCall {
  /// Ends the call with results, or with an error if its parameters are malformed.
  ///
  /// - Parameter body: reads the parameters and builds the results.
  public func answer(
    _ body: (Params.Reader, Results.Builder) throws(CapnProtoError) -> Void
  ) {
    do throws(CapnProtoError) {
      try body(try params, makeResults())
      finish()
    } catch {
      fail(RPCError(.failed, "the parameters are malformed"))
    }
  }
}
