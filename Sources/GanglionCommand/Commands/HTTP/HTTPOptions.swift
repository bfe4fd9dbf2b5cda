import Ganglion

/// The options by which a program is granted HTTP requests.
struct HTTPOptions {
  /// Which requests; `nil` for none, and then there is no helper either.
  private(set) var grant: HTTPGrant?

  /// What the program finds the right by in its session.
  static let name = "http"

  static let specifications = [
    OptionSpecification(
      "http", value: "HOST[,HOST…]", isRepeatable: true,
      """
      Grant HTTP requests to these hosts, as `http` among the
      session's extra capabilities. HOST is a name or address,
      perhaps with a scheme before it and a port behind it:
      example.com, https://*.example.com, 127.0.0.1:8080, or * for
      any.
      """),
    OptionSpecification(
      "http-methods", value: "METHOD[,METHOD]", "Grant these only: GET, POST."),
    OptionSpecification(
      "http-max-request", value: "SIZE", "The largest body of a request; 1MiB by default."),
    OptionSpecification(
      "http-max-response", value: "SIZE",
      "The largest body of an answer; 8MiB by default, 48MiB at most."),
    OptionSpecification(
      "http-timeout", value: "DURATION", "The time a request may take; 30s by default."),
  ]

  /// Reads the options.
  ///
  /// - Throws: `CommandError` with code `usage`.
  init(_ parsed: ParsedArguments) throws(CommandError) {
    var grant = HTTPGrant()
    for text in parsed.all("http") {
      for host in text.split(separator: ",", omittingEmptySubsequences: false) {
        do throws(HTTPGrantError) { grant.hosts.append(try HTTPHost(String(host))) } catch {
          throw .usage("--http \(text): \(error)")
        }
      }
    }
    if let text = parsed.value("http-methods") {
      grant.methods = []
      for name in text.split(separator: ",", omittingEmptySubsequences: false) {
        guard let method = HTTPGrant.Method(rawValue: name.uppercased()) else {
          throw .usage("--http-methods \(text): expected GET, POST or both")
        }
        grant.methods.insert(method)
      }
    }
    try Self.readSize("http-max-request", parsed, &grant.limits.requestByteCount)
    try Self.readSize("http-max-response", parsed, &grant.limits.responseByteCount)
    if grant.limits.responseByteCount > HTTPLimits.largestResponse {
      throw .usage("--http-max-response: at most \(HTTPLimits.largestResponse >> 20)MiB")
    }
    if let text = parsed.value("http-timeout") {
      guard let duration = DurationText.parse(text) else {
        throw .usage("--http-timeout \(text): expected a time such as 500ms, 10s or 2m")
      }
      grant.limits.timeout = duration
    }
    if !grant.hosts.isEmpty {
      self.grant = grant
    } else if let option = Self.specifications.first(where: { parsed.has($0.name) }) {
      throw .usage("--\(option.name) without --http", hint: "say which hosts: --http HOST")
    }
  }

  private static func readSize(
    _ name: String, _ parsed: ParsedArguments, _ size: inout Int
  ) throws(CommandError) {
    guard let text = parsed.value(name) else { return }
    guard let number = ByteSize.parse(text) else {
      throw .usage("--\(name) \(text): expected a size such as 64KiB or 1MiB")
    }
    size = Int(clamping: number)
  }

  /// Puts the right into a session, if it was granted; this starts the helper.
  ///
  /// - Throws: `CommandError` with code `system` when there is no helper.
  func add(to session: inout Session, of node: Node) throws(CommandError) {
    guard let grant else { return }
    do throws(HTTPGrantError) {
      session.grant(Self.name, try node.httpRequester(grant))
    } catch {
      throw CommandError(
        .system, "\(error)", hint: "ganglion-http belongs beside ganglion, or into PATH")
    }
  }
}
