import Foundation

/// A request, as a handler sees it.
struct Request: Sendable {
  var method: String
  var path: String
  var body: [UInt8]
}

/// What a handler answers.
struct Response: Sendable {
  var status: Int
  var body: [UInt8]

  init(_ status: Int, _ body: [UInt8]) {
    self.status = status
    self.body = body
  }
  init(_ status: Int, _ text: String) { self.init(status, Array(text.utf8)) }
}

/// The least of a web server, in the place of the framework that you have: one request for each
/// connection, on the loopback interface.
final class HTTPServer: Sendable {
  private let listener: Int32
  private let handler: @Sendable (Request) async -> Response
  private static let headLimit = 16 << 10
  private static let bodyLimit = 1 << 20

  init(port: UInt16, _ handler: @escaping @Sendable (Request) async -> Response) throws {
    self.handler = handler
    signal(SIGPIPE, SIG_IGN)
    #if os(Linux)
      listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      listener = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var on: Int32 = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, 4)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let isBound = Self.with(&address) { bind(listener, $0, $1) } == 0
    guard isBound, listen(listener, 128) == 0 else { throw Usage("port \(port) can't be had") }
  }

  /// Says where it listens.
  func announce() {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutableBytes(of: &address) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { getsockname(listener, $0.baseAddress, &size) }
    }
    let line = "listening on 127.0.0.1:\(UInt16(bigEndian: address.sin_port))\n"
    _ = write(1, line, line.utf8.count)
  }

  /// Serves until the program ends.
  func run() async {
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      Thread.detachNewThread { [self] in
        while true {
          let connection = accept(listener, nil, nil)
          if connection >= 0 { Thread.detachNewThread { self.serve(connection) } }
          if connection < 0 && errno != EINTR && errno != ECONNABORTED { break }
        }
        continuation.resume()
      }
    }
  }

  /// Reads a request, has it answered, and writes the answer. Reading and writing have threads of
  /// their own: the few that tasks share must never be kept waiting.
  private func serve(_ connection: Int32) {
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
    let request = Self.read(connection)
    Task {
      let response =
        if let request { await handler(request) } else { Response(400, "no request\n") }
      Thread.detachNewThread {
        let head =
          "HTTP/1.1 \(response.status) \(response.status == 200 ? "OK" : "No")\r\n"
          + "Content-Length: \(response.body.count)\r\nConnection: close\r\n\r\n"
        var rest = (Array(head.utf8) + response.body)[...]
        while !rest.isEmpty {
          let count = rest.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
          if count <= 0 { break }
          rest = rest.dropFirst(count)
        }
        close(connection)
      }
    }
  }

  private static func read(_ connection: Int32) -> Request? {
    var bytes: [UInt8] = []
    var bodyStart: Int?
    var bodyCount = 0
    var line: [Substring] = []
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      if bodyStart == nil, let range = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
        let lines = String(decoding: bytes[..<range.lowerBound], as: UTF8.self).split(
          separator: "\r\n")
        line = lines.first?.split(separator: " ") ?? []
        for field in lines.dropFirst() where field.lowercased().hasPrefix("content-length:") {
          bodyCount = Int(field.dropFirst(15).drop { $0 == " " }) ?? -1
        }
        guard line.count == 3, (0...bodyLimit).contains(bodyCount) else { return nil }
        bodyStart = range.upperBound
      }
      if let bodyStart, bytes.count >= bodyStart + bodyCount {
        return Request(
          method: String(line[0]), path: String(line[1].prefix { $0 != "?" }),
          body: Array(bytes[bodyStart..<bodyStart + bodyCount]))
      }
      if bodyStart == nil && bytes.count > headLimit { return nil }
      let count = recv(connection, &buffer, buffer.count, 0)
      if count <= 0 { return nil }
      bytes += buffer[..<count]
    }
  }

  private static func with(
    _ address: inout sockaddr_in, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}
