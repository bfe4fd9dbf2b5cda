import Ganglion

/// The Swift toolchain that guests are compiled with: the one whose `swiftc` is in `PATH`.
struct GuestToolchain {
  static let target = "wasm32-unknown-none-wasm"

  /// Its version, as it tells it.
  let version: String
  /// The linker.
  let linker: String
  /// Tables about Unicode that programs link with.
  let tables: String

  /// Finds it.
  ///
  /// - Throws: `CommandError` that says what is missing.
  static func find() throws -> GuestToolchain {
    guard let outcome = try run("swiftc", ["-target", target, "-print-target-info"]) else {
      throw CommandError(
        .missingTool, "no swiftc found in PATH", hint: "see: https://www.swift.org/install")
    }
    let information = String(decoding: outcome.output, as: UTF8.self)
    guard outcome.exitCode == 0, let resources = value("runtimeResourcePath", in: information)
    else { throw lacking("swiftc -print-target-info tells of no such target") }
    let library = "\(resources)/embedded/\(target)"
    let tables = "\(library)/libswiftUnicodeDataTables.a"
    guard HostTool.exists(tables) else { throw lacking("there is no \(tables)") }
    let ownLinker = "\(resources)/../../bin/wasm-ld"
    let linker = HostTool.exists(ownLinker) ? ownLinker : "wasm-ld"
    return GuestToolchain(
      version: value("compilerVersion", in: information) ?? "", linker: linker, tables: tables)
  }

  private static func lacking(_ detail: String) -> CommandError {
    CommandError(
      .missingTool,
      "the Swift toolchain in PATH has no Embedded Swift for wasm32: \(detail)",
      hint: "toolchains from https://www.swift.org/install have it")
  }

  /// The value of a key in JSON of which it is known that it has no escapes there.
  private static func value(_ key: String, in text: String) -> String? {
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
      if parts.count >= 5, parts[1] == key { return String(parts[3]) }
    }
    return nil
  }

  /// Runs a program of it.
  static func run(
    _ name: String, _ arguments: [String]
  ) throws(CommandError) -> HostTool.Outcome? {
    do throws(FileError) {
      return try HostTool.run(name, arguments)
    } catch {
      throw CommandError(.system, "\(error)")
    }
  }
}
