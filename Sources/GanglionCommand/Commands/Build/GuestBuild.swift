import Ganglion

/// Compiles the modules that a guest imports, the guest, and links them.
struct GuestBuild {
  private let toolchain: GuestToolchain
  private let folder: String
  /// Where compiled modules of the kit are kept; in the temporary folder by default.
  var kitFolder: String?
  /// Whether the program keeps the names of its functions.
  var keepsNames = false

  init(_ toolchain: GuestToolchain, in folder: String) {
    self.toolchain = toolchain
    self.folder = folder
  }

  /// Builds a program.
  ///
  /// - Parameters:
  ///   - sources: its files.
  ///   - output: where to write it.
  func run(_ sources: [String], to output: String) throws {
    let kit = try kitModules()
    let object = "\(folder)/guest.o"
    let warnings = try compile(
      ["-Osize", "-I", kit, "-module-name", Self.moduleName(sources[0]), "-c", "-o", object],
      sources)
    Diagnostics.say(warnings)
    let linked = "\(folder)/guest.wasm"
    try link([object, "\(kit)/GuestRuntime.o"], to: linked)
    let bytes = try FileContent.read(path: linked, limit: 1 << 30)
    try FileContent.write(bytes, path: output)
  }

  // MARK: The kit

  /// The folder that holds the compiled modules of the kit.
  private func kitModules() throws -> String {
    guard let kitFolder else { return try compileKit(in: folder) }
    let key = GuestKitSources.fingerprint(with: toolchain.version)
    let place = "\(kitFolder)/guest-kit-\(key)"
    if HostTool.exists("\(place)/complete") { return place }
    _ = try compileKit(in: place)
    try FileContent.write([], path: "\(place)/complete")
    return place
  }

  private func compileKit(in place: String) throws -> String {
    for module in GuestKitSources.modules {
      var files: [String] = []
      for (name, text) in module.files {
        let path = "\(folder)/kit/\(module.name)/\(name)"
        try FileContent.write(Array(text), path: path)
        files.append(path)
      }
      // Code is generated where the guest is compiled, for what the guest uses; so modules need
      // none, save for the one whose functions the linker looks for.
      var arguments = ["-module-name", module.name, "-I", place, "-suppress-warnings"]
      for feature in Self.features { arguments += ["-enable-upcoming-feature", feature] }
      if module.hasCode {
        // Small, and used all the time: to allocate memory, and to free it.
        arguments += ["-O", "-c", "-o", "\(place)/\(module.name).o"]
      } else {
        arguments += [
          "-Onone", "-emit-module", "-emit-module-path", "\(place)/\(module.name).swiftmodule",
        ]
      }
      // The folder must be there.
      try FileContent.write([], path: "\(place)/.kit")
      _ = try compile(arguments, files)
    }
    return place
  }

  private static let features = [
    "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility",
  ]

  // MARK: Tools

  /// Compiles files as one module.
  ///
  /// - Returns: the warnings.
  private func compile(_ arguments: [String], _ files: [String]) throws(CommandError) -> String {
    let outcome = try GuestToolchain.run(
      "swiftc",
      [
        "-target", GuestToolchain.target, "-enable-experimental-feature", "Embedded",
        "-enable-experimental-feature", "Extern", "-swift-version", "6", "-wmo",
        "-parse-as-library", "-Xfrontend", "-disable-incremental-llvm-codegen",
      ] + arguments + files)
    guard let outcome else { throw CommandError(.missingTool, "no swiftc found in PATH") }
    let errors = String(decoding: outcome.errors, as: UTF8.self)
    if outcome.exitCode != 0 {
      Diagnostics.say(String(decoding: outcome.output, as: UTF8.self) + errors)
      throw CommandError(.invalid, "the guest can't be compiled")
    }
    return errors
  }

  private func link(_ objects: [String], to output: String) throws(CommandError) {
    let outcome = try GuestToolchain.run(
      toolchain.linker,
      [
        "--no-entry", "--export=_start", "--gc-sections",
        keepsNames ? "--strip-debug" : "--strip-all",
        "--stack-first", "-z", "stack-size=131072",
      ] + objects + [toolchain.tables, "-o", output])
    guard let outcome else {
      throw CommandError(.missingTool, "no wasm-ld found beside swiftc or in PATH")
    }
    if outcome.exitCode == 0 { return }
    let errors = String(decoding: outcome.errors, as: UTF8.self)
    if errors.contains("undefined symbol: main") || errors.contains("symbol: __main_argc_argv") {
      throw CommandError(
        .invalid, "the guest has no type with @main", hint: "see: ganglion build --help")
    }
    Diagnostics.say(errors)
    throw CommandError(.invalid, "the guest can't be linked")
  }

  /// The module of a guest: the name of its first file, as far as it can be one.
  private static func moduleName(_ path: String) -> String {
    let file = path.split(separator: "/").last ?? "guest"
    let name = file.utf8.dropLast(".swift".utf8.count).map { byte -> UInt8 in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        byte
      default: UInt8(ascii: "_")
      }
    }
    return "guest_" + String(decoding: name, as: UTF8.self)
  }
}
