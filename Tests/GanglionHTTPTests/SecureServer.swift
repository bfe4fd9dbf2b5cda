import Foundation
import Platform
import Testing

/// A server for https that others wrote, with a certificate that nobody else trusts.
final class SecureServer: Sendable {
  static let absence: String? = {
    for name in ["openssl", "python3"] where path(of: name) == nil { return "no \(name) here" }
    return nil
  }()

  let port: UInt16
  /// The certificate, to be trusted by whoever is told to.
  let certificate: String
  private let folder: URL
  private let process: Int32

  /// - Throws: when it does not start.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("https-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificate = folder.appendingPathComponent("certificate.pem").path
    let key = folder.appendingPathComponent("key.pem").path
    let maker = try ChildProcess.run(
      "openssl",
      [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate,
      ])
    try #require(maker.status == .exited(0))
    let server = try Self.start("python3", ["-c", Self.program, certificate, key])
    process = server.process.processIdentifier
    // It says where it listens, and nothing more.
    let line = String(decoding: server.output.availableData, as: UTF8.self)
    port = try #require(UInt16(line.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  deinit {
    kill(process, SIGKILL)
    try? FileManager.default.removeItem(at: folder)
  }

  func url(_ target: String, host: String = "localhost") -> String {
    "https://\(host):\(port)\(target)"
  }

  /// A helper's program that trusts the certificate: it sees it in place of the system's.
  ///
  /// - Returns: nothing where only the system could do so.
  func trustingHelper() throws -> String? {
    let store = "/etc/ssl/certs/ca-certificates.crt"
    guard Self.path(of: "unshare") != nil, getuid() == 0,
      FileManager.default.fileExists(atPath: store)
    else { return nil }
    let mount = "mount --bind '\(certificate)' '\(store)'"
    let attempt = try ChildProcess.run("unshare", ["--mount", "sh", "-c", mount])
    guard attempt.status == .exited(0) else { return nil }
    let path = folder.appendingPathComponent("helper").path
    let script = """
      #!/bin/sh
      exec unshare --mount sh -c "\(mount) && exec '\(Way.helperPath)'"
      """
    // A process of its own writes it: children that others start meanwhile would keep it open for
    // writing for a moment, and then it can't be run.
    let writer = try ChildProcess.run(
      "sh", ["-c", "cat >\"$1\" && chmod +x \"$1\"", "sh", path], input: Array(script.utf8))
    try #require(writer.status == .exited(0))
    return path
  }

  private static let program = """
    import http.server, ssl, sys
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path.startswith('/to/'):
                self.send_response(302)
                self.send_header('Location', self.path[4:])
                self.send_header('Content-Length', '0')
                self.end_headers()
                return
            self.send_response(200)
            self.send_header('Content-Length', '6')
            self.end_headers()
            self.wfile.write(b'secret')
        def log_message(self, *arguments): pass
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    server.socket = context.wrap_socket(server.socket, server_side=True)
    print(server.server_address[1], flush=True)
    server.serve_forever()
    """

  private static func path(of name: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { "\($0)/\(name)" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }

  private static func start(
    _ name: String, _ arguments: [String]
  ) throws -> (process: Process, output: FileHandle) {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: try #require(path(of: name)))
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    return (process, output.fileHandleForReading)
  }
}
