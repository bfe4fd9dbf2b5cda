import Reporting

/// One row of the corpus: a program with its arguments and files.
struct CorpusProgram {
  /// What the row is called in tables.
  let name: String
  /// What real work it represents.
  let standsFor: String
  /// The module, as an absolute path.
  let path: String
  let arguments: [String]
  /// Files copied into the granted folder, as absolute paths.
  let files: [String]
  /// How to get a module that is not checked in.
  let builtBy: String?

  var isBuilt: Bool { Files.exists(path) }
}

/// A program built twice from one source.
struct VectorProgram {
  let with: CorpusProgram
  let without: CorpusProgram
  /// Whether it measures single operators, and is no part of the mean.
  let isApart: Bool
}

/// The programs every engine runs, as `manifest.json` fixes them.
struct Corpus {
  /// The program that does nothing, whose cost is taken off all others.
  let empty: CorpusProgram
  /// The rows of the comparison.
  let programs: [CorpusProgram]
  /// The rows that measure how long it takes to start.
  let startUp: [CorpusProgram]
  /// The rows that show what vectors are worth.
  let vectors: [VectorProgram]

  /// Reads the manifest of a folder.
  init(folder: String) throws(BenchmarkError) {
    let path = "\(folder)/manifest.json"
    let manifest: JSON
    let bytes = try Files.read(path)
    do {
      manifest = try JSON(reading: bytes)
    } catch {
      throw BenchmarkError("\(path): \(error)")
    }
    guard let empty = manifest["empty"]?.string, let programs = manifest["programs"]?.array else {
      throw BenchmarkError("\(path): needs `empty` and `programs`")
    }
    self.empty = CorpusProgram(
      name: "empty", standsFor: "nothing", path: "\(folder)/\(empty)", arguments: [], files: [],
      builtBy: nil)
    self.programs = try Self.rows(programs, folder: folder, manifest: path)
    startUp = try Self.rows(manifest["start-up"]?.array ?? [], folder: folder, manifest: path)
    let entries = manifest["simd"]?.array ?? []
    let with = try Self.rows(entries, folder: folder, manifest: path)
    let without = try Self.rows(entries, folder: folder, manifest: path, key: "without")
    vectors = entries.indices.map {
      VectorProgram(
        with: with[$0], without: without[$0], isApart: entries[$0]["apart"]?.string != nil)
    }
  }

  private static func rows(
    _ entries: [JSON], folder: String, manifest: String, key: String = "program"
  ) throws(BenchmarkError) -> [CorpusProgram] {
    var rows: [CorpusProgram] = []
    for entry in entries {
      guard let name = entry["name"]?.string, let program = entry[key]?.string else {
        throw BenchmarkError("\(manifest): a row without `name` or `\(key)`")
      }
      rows.append(
        CorpusProgram(
          name: name, standsFor: entry["stands for"]?.string ?? "",
          path: "\(folder)/\(program)",
          arguments: entry["arguments"]?.array?.compactMap(\.string) ?? [],
          files: (entry["files"]?.array ?? []).compactMap(\.string).map { "\(folder)/\($0)" },
          builtBy: entry["built by"]?.string))
    }
    return rows
  }

  /// The folder of that name, or the one found.
  static func folder(named name: String?) throws(BenchmarkError) -> String {
    guard let name else { return try findFolder() }
    guard let path = Files.resolve(name) else { throw BenchmarkError("no folder \(name)") }
    return path
  }

  /// Finds the folder of the programs: above the working folder, or where this source file stands.
  static func findFolder() throws(BenchmarkError) -> String {
    let source = "\(#filePath)"
    for start in [Files.resolve("."), Files.resolve(source)] {
      var folder = start ?? ""
      while !folder.isEmpty {
        let candidate = "\(folder)/Fixtures/programs"
        if Files.exists("\(candidate)/manifest.json") { return candidate }
        guard let slash = folder.lastIndex(of: "/") else { break }
        folder = String(folder[..<slash])
      }
    }
    throw BenchmarkError(
      "no Fixtures/programs/manifest.json above the working folder; name it by --programs FOLDER")
  }
}
