internal import CapnProto

extension Call {
  /// The parameters, to be read. Those that were built here are finished by that.
  func payload() -> Payload? {
    if let received { return received }
    guard var request = request.take() else { return nil }
    do throws(CapnProtoError) {
      let payload = RequestMessage.params(of: try request.draft.finish())
      received = payload
      return payload
    } catch {
      return nil
    }
  }

  /// Ends the call with the results that were built.
  @_optimize(speed) func finishBuilt() {
    if outcome != nil { return }
    do throws(CapnProtoError) {
      let payload: Payload
      if let answer, !isRedirected, response != nil {
        payload = try answer.connection.returnBuilt(self, id: answer.id)
      } else {
        // Nothing else may refer to the memory, or it would be copied.
        guard var response = response.take() else { return }
        payload = ResponseMessage.results(of: try response.draft.finish())
      }
      complete(.success(payload))
    } catch {
      response = nil
      fail(.failed("the results could not be built (code \(error.code.rawValue))"))
    }
  }

  /// Makes another call's answer this one's.
  func tail(_ next: Call) {
    if answer != nil, !isRedirected { next.tailOf = self }
    next.send()
    let old = received
    received = nil
    follow(next)
    withExtendedLifetime(old) {}
  }
}
