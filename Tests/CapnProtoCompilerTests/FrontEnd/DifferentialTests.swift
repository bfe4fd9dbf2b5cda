import CapnProto
import CapnProtoCompiler
import Platform
import Testing

/// Our compiler against the standard one.
@Suite struct DifferentialTests {
  /// Compiles with both and compares.
  ///
  /// - Returns: Whether the schemas are valid.
  @discardableResult
  private func compare(_ files: SchemaFiles, _ paths: [String], _ note: String) throws -> Bool {
    let (standard, problems) = try files.standardResult(paths)
    do {
      let compiler = SchemaCompiler(SchemaCompiler.Configuration(importPaths: ["include"])) {
        files.files[String($0.dropFirst())]
      }
      let own = try compiler.compile(paths).request().framedBytes
      guard let standard else {
        Issue.record("\(note): the standard tool refuses: \(problems.prefix(900))")
        return false
      }
      let difference = try RequestTree(own).difference(from: RequestTree(standard))
      #expect(difference == nil, "\(note)")
      return true
    } catch let errors as SchemaErrors {
      #expect(standard == nil, "\(note): \(errors)")
      return false
    }
  }

  /// Files that the standard tool finds where it is installed; our own short versions have other
  /// comments.
  private static let include = "/usr/include/capnp"

  private func withStandardFiles(_ files: [String: String]) -> SchemaFiles {
    var result = SchemaFiles(files)
    for name in ["c++.capnp", "stream.capnp"] {
      result.files["include/capnp/\(name)"] = FileBytes.read("\(DifferentialTests.include)/\(name)")
    }
    return result
  }

  @Test(.enabled(if: CapnpTool.isInstalled, CapnpTool.missing))
  func randomSchemasGiveTheSameRequest() throws {
    var valid = 0
    let count = 120
    for seed in 1...UInt64(count) {
      var random = RandomSchema(seed: seed)
      let files = withStandardFiles(random.files())
      if try compare(files, ["test.capnp"], "seed \(seed)") { valid += 1 }
    }
    // The generator must not degrade to making nonsense; some nests of unions have no layout.
    #expect(valid > count / 2, "\(valid) of \(count) are valid")
  }

  @Test(
    .enabled(if: CapnpTool.isInstalled, CapnpTool.missing),
    arguments: [
      "c++.capnp", "stream.capnp", "persistent.capnp", "schema.capnp", "rpc.capnp",
      "rpc-twoparty.capnp", "compat/json.capnp",
    ])
  func standardSchemasGiveTheSameRequest(_ name: String) throws {
    var files = withStandardFiles([:])
    guard let bytes = FileBytes.read("\(DifferentialTests.include)/\(name)") else { return }
    files.files["include/capnp/\(name)"] = bytes
    #expect(try compare(files, ["include/capnp/\(name)"], name))
  }

  /// The schemas of the package, whose comments are to come along too.
  private static let schemas = FileBytes.schemas(
    in: ["Fixtures/schemas", "Fixtures/json", "Fixtures/guests", "Sources/Ganglion/Schemas"])

  @Test(.enabled(if: CapnpTool.isInstalled, CapnpTool.missing), arguments: schemas)
  func schemasOfThePackageGiveTheSameRequest(_ path: String) throws {
    var files = withStandardFiles([:])
    for other in DifferentialTests.schemas {
      files.files[other] = FileBytes.read("\(CapnpTool.root)/\(other)")
      if other.hasPrefix("Fixtures/schemas/") {
        files.files["include/" + other.dropFirst("Fixtures/schemas/".count)] = files.files[other]
      }
    }
    for name in ["c++.capnp", "compat/json.capnp"] {
      files.files["include/capnp/\(name)"] = FileBytes.read("\(DifferentialTests.include)/\(name)")
    }
    #expect(try compare(files, [path], path))
  }

  @Test(
    .enabled(if: CapnpTool.isInstalled, CapnpTool.missing),
    arguments: LanguageCases.valid)
  func languageFeaturesGiveTheSameRequest(_ text: String) throws {
    var files = withStandardFiles(["test.capnp": "@0xbb0c61c5d8a1f3e8;\n" + text])
    for (name, bytes) in LanguageCases.besides { files.files[name] = bytes }
    #expect(try compare(files, ["test.capnp"], text))
  }

  /// The short versions declare what the installed files do.
  @Test(.enabled(if: CapnpTool.isInstalled, CapnpTool.missing))
  func ownStandardSchemasDeclareTheSame() throws {
    let text = """
      @0xbb0c61c5d8a1f3e8;
      using import "/capnp/c++.capnp".name;
      using import "/capnp/schema.capnp".CodeGeneratorRequest;
      using import "/capnp/rpc.capnp".Message;
      using import "/capnp/persistent.capnp".Persistent;
      using import "/capnp/rpc-twoparty.capnp".VatId;
      using import "/capnp/compat/json.capnp".FlattenOptions;
      struct All {
        a @0 :CodeGeneratorRequest; b @1 :Message; c @2 :Persistent; d @3 :VatId;
        e @4 :FlattenOptions;
      }
      interface I { m @0 () -> stream; }
      """
    let files = SchemaFiles(["test.capnp": text])
    var own = try RequestTree(files.compile().request().framedBytes)
    let standard = try #require(try files.standardRequest(["test.capnp"]))
    var theirs = try RequestTree(standard)
    own.sources = [:]
    theirs.sources = [:]
    #expect(own.difference(from: theirs) == nil)
  }
}
