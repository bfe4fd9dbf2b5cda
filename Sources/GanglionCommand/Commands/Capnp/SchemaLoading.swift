import CapnProtoCompiler
import Ganglion

/// Reads and compiles the schemas that a command names.
enum SchemaLoading {
  static let importPath = OptionSpecification(
    "import-path", short: "I", value: "DIR", isRepeatable: true,
    "Look there for imports whose names start with a slash. The standard schemas, as\n"
      + "/capnp/c++.capnp, need none.")

  /// Compiles files.
  ///
  /// - Throws: `CommandError`: `unreadable` if a file can't be read, else `invalid`.
  static func compile(
    _ paths: [String], _ arguments: ParsedArguments
  ) throws(CommandError) -> CompiledSchema {
    let configuration = SchemaCompiler.Configuration(
      importPaths: arguments.all("import-path"),
      workingDirectory: HostProgram.workingDirectory ?? "/",
      sourcePrefixes: arguments.all("src-prefix"))
    // What is above the compiler's own limit is read no further than needed to see that.
    for path in paths {
      do throws(FileError) {
        _ = try FileContent.read(path: path, limit: limit)
      } catch {
        throw CommandError(.unreadable, "\(error)")
      }
    }
    let compiler = SchemaCompiler(configuration) { try? FileContent.read(path: $0, limit: limit) }
    do throws(SchemaErrors) {
      return try compiler.compile(paths)
    } catch {
      let count = error.diagnostics.count
      Diagnostics.say(error.diagnostics.map { Printable.text("\($0)") + "\n" }.joined())
      throw CommandError(.invalid, count == 1 ? "1 error" : "\(count) errors")
    }
  }

  private static let limit = 64 << 20
}
