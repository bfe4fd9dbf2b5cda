import CapnProto
public import CapnProtoAsync
public import Ganglion

/// Makes HTTP requests within a grant, in this program: the `Requester` capability.
///
///     var session = Session()
///     let grant = HTTPGrant(hosts: [try HTTPHost("example.com")], methods: [.get])
///     session.grant("http", HTTPRequester(grant).client(in: node.vat))
///
/// What keeps a request from being answered is in the answer's `error`, with status zero. No
/// cookies, credentials or caches are kept from one request to the next.
public final class HTTPRequester: HTTPSchema.Requester.Server {
  /// Which requests it makes.
  public let grant: HTTPGrant
  private let gate: Gate

  /// - Parameter grant: which requests it makes.
  public init(_ grant: HTTPGrant) {
    self.grant = grant
    gate = Gate(
      limit: grant.limits.concurrentCount, waitingLimit: grant.limits.waitingCount)
  }

  /// The object as a capability.
  ///
  /// - Parameter vat: where it lives.
  /// - Returns: the right to call it.
  public func client(in vat: VatHost) -> HTTPSchema.Requester.Client {
    HTTPSchema.Requester.Client(self, in: vat)
  }

  /// Makes a GET request.
  public func get(_ call: HTTPSchema.Requester.GetCall) async throws {
    let url = try call.params.url.string
    let answer = try await answer { () throws(RequestFailure) in try request(.get, url) }
    finish(call.results.initResponse, answer)
  }

  /// Makes a POST request.
  public func post(_ call: HTTPSchema.Requester.PostCall) async throws {
    let params = call.params
    let url = try params.url.string
    // The body is copied only if it is small enough.
    let body = try params.body
    let answer = try await answer { () throws(RequestFailure) in
      guard body.count <= grant.limits.requestByteCount else {
        throw RequestFailure(
          "a body of \(body.count) bytes; at most \(grant.limits.requestByteCount) are granted")
      }
      var request = try request(.post, url)
      request.headers = try RequestHeaders(params, grant.limits)
      request.body = body.bytes
      return request
    }
    finish(call.results.initResponse, answer)
  }

  private func request(
    _ method: HTTPGrant.Method, _ url: String
  ) throws(RequestFailure) -> OutgoingRequest {
    let location: HTTPLocation
    do throws(HTTPLocationError) {
      location = try HTTPLocation(url, limit: grant.limits.urlByteCount)
    } catch {
      throw RequestFailure(error.description)
    }
    if let refusal = grant.refusal(method, location) { throw RequestFailure(refusal) }
    return OutgoingRequest(method: method, location: location)
  }

  /// Makes a request, if it is one.
  private func answer(
    _ make: () throws(RequestFailure) -> OutgoingRequest
  ) async throws -> Result<Answer, RequestFailure> {
    let request: OutgoingRequest
    do throws(RequestFailure) { request = try make() } catch { return .failure(error) }
    let exchange = Exchange(grant: grant, gate: gate)
    do {
      return .success(try await exchange.perform(request))
    } catch let error as RequestFailure {
      return .failure(error)
    }
  }

  private func finish(
    _ initialize: () -> HTTPSchema.Response.Builder, _ answer: Result<Answer, RequestFailure>
  ) {
    let response = initialize()
    switch answer {
    case .success(let answer):
      response.status = UInt32(clamping: answer.status)
      response.setBody(answer.body)
    case .failure(let failure): response.setError(failure.description)
    }
  }
}

/// Why there is no answer.
struct RequestFailure: Error, Hashable, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// A request that was found to be allowed.
struct OutgoingRequest: Sendable {
  var method: HTTPGrant.Method
  var location: HTTPLocation
  var headers = RequestHeaders()
  var body: [UInt8] = []
}

/// What came back.
struct Answer: Sendable {
  var status: Int
  var body: [UInt8] = []
  /// Where the server wants the request to go.
  var redirect: String?
}
