import Foundation
import Testing

@testable import CapnProtoCompiler

/// A generated file that is checked in.
struct GeneratedFile: CustomTestStringConvertible, Sendable {
  /// The schema, from the top of the package.
  var schema: String
  /// The folder of the generated file, from the top of the package.
  var folder: String
  var options = GeneratorOptions()

  var testDescription: String { schema }

  /// The name of the schema without its folder.
  var base: String { schema.split(separator: "/").last.map(String.init) ?? schema }

  /// The generated file, from the top of the package.
  var path: String { "\(folder)/\(base).swift" }

  init(_ schema: String, in folder: String, _ configure: (inout GeneratorOptions) -> Void) {
    self.schema = schema
    self.folder = folder
    configure(&options)
  }

  /// Every generated file of the package.
  static let all: [GeneratedFile] =
    [
      GeneratedFile("Fixtures/schemas/capnp/schema.capnp", in: "Sources/CapnProto/Generated") {
        $0.modules = ["schema.capnp": "CapnProto"]
        $0.namespaces = ["schema.capnp": "CapnpSchema"]
        $0.condition = "!hasFeature(Embedded)"
      },
      GeneratedFile("Fixtures/schemas/golden.capnp", in: tests) {
        $0.namespaces = ["golden.capnp": "Golden"]
        $0.access = .internal
      },
      GeneratedFile("Fixtures/schemas/interop.capnp", in: tests) {
        $0.namespaces = ["interop.capnp": "Interoperation"]
        $0.access = .package
      },
      GeneratedFile("Fixtures/schemas/everything.capnp", in: tests) {
        $0.namespaces = ["everything.capnp": "Everything"]
      },
      GeneratedFile("Fixtures/schemas/other.capnp", in: tests) { _ in },
      GeneratedFile("Fixtures/schemas/example.capnp", in: "Tests/CapnProtoAsyncTests/Example") {
        _ in
      },
      GeneratedFile("Fixtures/schemas/interop.capnp", in: "Tests/RPCInterop/Generated") {
        $0.access = .internal
        $0.generatesEmbedded = false
      },
      GeneratedFile("Fixtures/schemas/benchmark.capnp", in: "Benchmarks/RPC/Generated") {
        $0.access = .internal
        $0.generatesEmbedded = false
      },
      GeneratedFile("Fixtures/guests/echo.capnp", in: "Tests/GanglionTests/Guests/Generated") {
        $0.access = .internal
        $0.generatesEmbedded = false
      },
      GeneratedFile("Fixtures/schemas/codec.capnp", in: "Benchmarks/RPC/Generated") {
        $0.access = .internal
        $0.generatesEmbedded = false
      },
    ] + wire

  /// The project's own schemas, those that code is checked in for.
  private static let wire = (WireTable.files.map(\.name) + ["helper"]).map { file in
    GeneratedFile("Sources/Ganglion/Schemas/\(file).capnp", in: "Sources/Ganglion/Generated") {
      for (name, namespace) in namespaces { $0.namespaces["\(name).capnp"] = namespace }
    }
  }.filter { FileManager.default.fileExists(atPath: "\(CapnpTool.root)/\($0.path)") }

  private static let namespaces = [
    "process": "ProcessSchema", "session": "SessionSchema", "capstore": "CapStoreSchema",
    "cluster": "ClusterSchema", "channel": "ChannelSchema", "http": "HTTPSchema",
    "helper": "HelperSchema",
    "pubsub": "PubSubSchema", "anchor": "AnchorSchema", "raft": "RaftSchema",
  ]

  private static let tests = "Tests/CapnProtoCompilerTests/Generated"

  /// Generates the file anew.
  func generate() throws -> String {
    let contents = try CapnpTool.schemas(schema)
    return CodeGenerator.generate(contents, options: options).first?.source ?? ""
  }
}
