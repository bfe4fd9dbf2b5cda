import Foundation
import Testing
import WebAssembly

/// Handlers of release builds call nothing, but for work whose size the guest chooses.
@Suite struct HandlerCallTests {
  /// What may be called, by a part of its name: runs of memory, casts of functions, and what makes
  /// objects of many fields.
  private static let allowed = [
    "memmove", "memset", "memcpy", "isSubtype", "isAbstract", "clear_9byteCount", "storeElements",
    "storeFields", "13WebAssembly4fill", "11WebAssembly4fill", "performAtomic",
  ]

  @Test(
    .enabled(if: !_isDebugAssertConfiguration(), "skipped: debug builds do not inline"),
    .enabled(if: objdump != nil, "skipped: objdump is not installed"))
  func handlersCallNothing() throws {
    #if !Sanitized && arch(x86_64)
      var handlers = 0
      var problems: [String] = []
      var current: Substring?
      for line in try Self.disassembly().split(separator: "\n") {
        if line.hasSuffix(">:"), let open = line.firstIndex(of: "<") {
          let name = line[line.index(after: open)...].dropLast(2)
          current = name.hasPrefix("gh_") && !name.hasPrefix("gh_probe") ? name : nil
          if current != nil { handlers += 1 }
        } else if let current, line.contains("\tcall") {
          let target = line.split(separator: "<").last.map(String.init) ?? String(line)
          if !Self.allowed.contains(where: target.contains) {
            problems.append("\(current): \(target)")
          }
        }
      }
      #expect(handlers > 2_000)
      #expect(problems.isEmpty, "\(problems.count): \(problems.prefix(30))")
    #endif
  }

  private static let objdump = ["/usr/bin/objdump", "/opt/homebrew/bin/objdump"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// The code of this very program, handlers alone.
  private static func disassembly() throws -> String {
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    // Nothing but names and calls: the whole would be a hundred megabytes.
    process.arguments = [
      "-c",
      "\(objdump ?? "objdump") -d --no-show-raw-insn \"$0\" | grep -E '^[0-9a-f]+ <|\tcall'",
      program,
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return text
  }
}
