import CapnProto
import CapnProtoAsync

extension HTTPGrant {
  /// Writes the grant into a message.
  func write(to builder: HelperSchema.Grant.Builder) {
    let hostList = builder.initHosts(count: hosts.count)
    for (index, host) in hosts.enumerated() { hostList.set(index, host.description) }
    let methodList = builder.initMethods(count: methods.count)
    for (index, method) in methods.map(\.rawValue).sorted().enumerated() {
      methodList.set(index, method)
    }
    builder.requestBytes = UInt64(clamping: limits.requestByteCount)
    builder.responseBytes = UInt64(clamping: limits.responseByteCount)
    builder.headerBytes = UInt32(clamping: limits.headerByteCount)
    builder.headerCount = UInt32(clamping: limits.headerCount)
    builder.urlBytes = UInt32(clamping: limits.urlByteCount)
    builder.timeout = limits.timeout.nanoseconds / 1_000_000
    builder.redirects = UInt32(clamping: limits.redirectCount)
    builder.concurrent = UInt32(clamping: limits.concurrentCount)
    builder.waiting = UInt32(clamping: limits.waitingCount)
  }

  /// Reads a grant that came in a message.
  ///
  /// - Throws: `HTTPGrantError` when it makes no sense.
  package init(_ reader: HelperSchema.Grant.Reader) throws(HTTPGrantError) {
    self.init(methods: [])
    let (hostTexts, methodTexts): ([String], [String])
    do throws(CapnProtoError) {
      hostTexts = try reader.hosts.map { $0.string }
      methodTexts = try reader.methods.map { $0.string }
    } catch {
      throw HTTPGrantError(.malformed, "\(error)")
    }
    for text in hostTexts { hosts.append(try HTTPHost(text)) }
    for text in methodTexts {
      guard let method = Method(rawValue: text) else {
        throw HTTPGrantError(.badMethod, "no method \(text)")
      }
      methods.insert(method)
    }
    limits.requestByteCount = Int(clamping: reader.requestBytes)
    limits.responseByteCount = Int(clamping: reader.responseBytes)
    limits.headerByteCount = Int(clamping: reader.headerBytes)
    limits.headerCount = Int(clamping: reader.headerCount)
    limits.urlByteCount = Int(clamping: reader.urlBytes)
    limits.timeout = .milliseconds(Int64(clamping: reader.timeout))
    limits.redirectCount = Int(clamping: reader.redirects)
    limits.concurrentCount = Int(clamping: reader.concurrent)
    limits.waitingCount = Int(clamping: reader.waiting)
  }
}
