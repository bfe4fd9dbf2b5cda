import Platform
import Synchronization

/// A request as a server's handler sees it.
struct LocalRequest: Sendable {
  /// Such as `GET / HTTP/1.1`.
  var line = ""
  /// In lower case, with their values.
  var fields: [String: String] = [:]
  var body: [UInt8] = []

  var target: String { line.split(separator: " ").dropFirst().first.map(String.init) ?? "" }
}

/// A server of this machine that does to its clients whatever a test wants.
///
/// Every connection has a thread and one request.
final class LocalServer: Sendable {
  let port: UInt16
  private let waiter: ThreadWaiter
  private let seen = Seen()

  private final class Seen: Sendable {
    let requests = Guarded([LocalRequest]())
  }

  /// - Parameter handle: answers one request.
  init(_ handle: @escaping @Sendable (LocalConnection, LocalRequest) -> Void) throws {
    let (listener, port) = try Socket.listen(port: 0, backlog: 128)
    self.port = port
    let waiter = try ThreadWaiter()
    self.waiter = waiter
    let seen = seen
    _ = WorkerThread.start {
      var set = WaitSet()
      set.add(listener, .readable)
      while waiter.wait(for: set) {
        guard let socket = try? Socket.accept(listener.descriptor) else { continue }
        _ = WorkerThread.start {
          guard let connection = try? LocalConnection(socket),
            let request = connection.readRequest()
          else { return }
          seen.requests.withLock { $0.append(request) }
          handle(connection, request)
        }
      }
    }
  }

  deinit { waiter.interrupt() }

  /// The requests so far.
  var requests: [LocalRequest] { seen.requests.withLock { $0 } }

  /// A URL on it.
  func url(_ target: String, host: String = "127.0.0.1") -> String {
    "http://\(host):\(port)\(target)"
  }
}

/// One connection of a client.
final class LocalConnection: Sendable {
  private let socket: SharedDescriptor
  private let waiter: ThreadWaiter
  private let rest = Guarded([UInt8]())

  init(_ socket: SharedDescriptor) throws {
    self.socket = socket
    waiter = try ThreadWaiter()
  }

  /// Reads what has come, after waiting for it.
  ///
  /// - Returns: nothing at the end.
  func read() -> [UInt8] {
    while true {
      do {
        return try [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
          count = try Socket.receive(
            socket.descriptor, into: UnsafeMutableRawBufferPointer(buffer))
        }
      } catch {
        guard (error as? SystemError)?.code == .again else { return [] }
        wait(.readable)
      }
    }
  }

  private func wait(_ events: DescriptorEvents) {
    var set = WaitSet()
    set.add(socket, events)
    // No test needs as long: then it fails, but does not hang.
    set.add(deadline: Clock.monotonic.now + 60_000_000_000)
    _ = waiter.wait(for: set)
  }

  /// Sends nothing for a while.
  func pause(milliseconds: UInt64) {
    var set = WaitSet()
    set.add(deadline: Clock.monotonic.now + milliseconds * 1_000_000)
    _ = waiter.wait(for: set)
  }

  /// Reads a head and the body it announces.
  func readRequest() -> LocalRequest? {
    var bytes: [UInt8] = []
    while true {
      let end = bytes.indices.first { bytes[$0...].starts(with: [13, 10, 13, 10]) }
      if let end {
        var request = LocalRequest()
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        request.line = lines.first.map(String.init) ?? ""
        for line in lines.dropFirst() {
          let parts = line.split(separator: ":", maxSplits: 1)
          let value = parts.last.map { $0.drop { $0 == " " } } ?? ""
          request.fields[parts[0].lowercased()] = String(value)
        }
        request.body = Array(bytes[(end + 4)...])
        let count = request.fields["content-length"].flatMap { Int($0) } ?? 0
        if request.fields["expect"] != nil { write("HTTP/1.1 100 Continue\r\n\r\n") }
        while request.body.count < count {
          let more = read()
          if more.isEmpty { return nil }
          request.body += more
        }
        return request
      }
      let more = read()
      if more.isEmpty { return nil }
      bytes += more
    }
  }

  /// Writes all of it.
  ///
  /// - Returns: whether there was somebody to write to.
  @discardableResult func write(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      do {
        let count = try rest.withUnsafeBytes { try Socket.send(socket.descriptor, $0) }
        rest = rest.dropFirst(count)
      } catch {
        guard (error as? SystemError)?.code == .again else { return false }
        wait(.writable)
      }
    }
    return true
  }

  @discardableResult func write(_ text: String) -> Bool { write(Array(text.utf8)) }

  /// Answers and says that this is all.
  func answer(_ status: String = "200 OK", _ fields: [String] = [], _ body: String = "") {
    let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)", "Connection: close"]
    write((lines + fields).map { $0 + "\r\n" }.joined() + "\r\n" + body)
  }

  /// Waits until the client has gone.
  func waitForEnd() { while !read().isEmpty {} }
}
