/// Which HTTP requests may be made: the most that a `Requester` can do.
///
///     var grant = HTTPGrant(hosts: [try HTTPHost("example.com")])
///     grant.methods = [.get]
///     grant.limits.timeout = .seconds(5)
///
/// Each redirect is held against the grant like a request of its own.
public struct HTTPGrant: Sendable, Hashable {
  /// What can be done to a resource.
  public enum Method: String, Sendable, Hashable, CaseIterable {
    /// Reading it.
    case get = "GET"
    /// Sending it something.
    case post = "POST"
  }

  /// The hosts that may be asked; none by default.
  public var hosts: [HTTPHost]
  /// The methods that may be used; all by default.
  public var methods: Set<Method>
  /// Sizes, times and numbers.
  public var limits: HTTPLimits

  /// A grant.
  ///
  /// - Parameters:
  ///   - hosts: the hosts that may be asked.
  ///   - methods: the methods that may be used.
  ///   - limits: sizes, times and numbers.
  public init(
    hosts: [HTTPHost] = [], methods: Set<Method> = Set(Method.allCases),
    limits: HTTPLimits = HTTPLimits()
  ) {
    self.hosts = hosts
    self.methods = methods
    self.limits = limits
  }

  /// Why a request may not be made; `nil` when it may.
  package func refusal(_ method: Method, _ location: HTTPLocation) -> String? {
    if !methods.contains(method) { return "\(method.rawValue) requests are not granted" }
    if !hosts.contains(where: { $0.matches(location) }) {
      return "requests to \(location.origin) are not granted"
    }
    return nil
  }
}

/// What the requests of one grant may cost.
public struct HTTPLimits: Sendable, Hashable {
  /// The bytes of a request's body; a larger one is refused.
  public var requestByteCount = 1 << 20
  /// The bytes of an answer's body, after decompression; beyond it the request fails, and what came
  /// is dropped. More than ``largestResponse`` does not fit a message.
  public var responseByteCount = 8 << 20
  /// The bytes of all fields of a head, of a request and of an answer.
  public var headerByteCount = 64 << 10
  /// The fields of a request's head.
  public var headerCount = 100
  /// The bytes of a URL: what servers commonly take.
  public var urlByteCount = 8 << 10
  /// The time that a request may take in all, redirects and waiting for its turn included.
  public var timeout: Duration = .seconds(30)
  /// How often one request is sent on elsewhere.
  public var redirectCount = 5
  /// The requests that are made at a time; more wait for their turn.
  public var concurrentCount = 16
  /// The requests that wait; beyond it they fail with `overloaded`.
  public var waitingCount = 1024

  /// The most bytes of a body that can be granted.
  public static let largestResponse = 48 << 20

  /// The defaults.
  public init() {}
}

/// What is wrong with a grant, or with starting who serves it.
public struct HTTPGrantError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of errors.
  public struct Code: Sendable, Hashable {
    private let number: Int
    /// A pattern of hosts makes no sense.
    public static let badHost = Code(number: 1)
    /// There is no such method.
    public static let badMethod = Code(number: 2)
    /// The helper can't be started.
    public static let noHelper = Code(number: 3)
    /// The message with the grant is malformed.
    public static let malformed = Code(number: 4)
  }

  /// The kind of the error.
  public let code: Code
  /// What is wrong.
  public let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
