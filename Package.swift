// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target, defined once.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func library(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

func tool(_ name: String, path: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, path: path, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name, dependencies: ["SeededTesting"] + dependencies, swiftSettings: settings)
}

let package = Package(
  name: "Ganglion",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "Ganglion", targets: ["Ganglion"]),
    .library(name: "GanglionHTTP", targets: ["GanglionHTTP"]),
    .library(name: "WebAssembly", targets: ["WebAssembly"]),
    .library(name: "WebAssemblyText", targets: ["WebAssemblyText"]),
    .library(name: "WASI", targets: ["WASI"]),
    .library(name: "CapnProto", targets: ["CapnProto"]),
    .library(name: "CapnProtoRPC", targets: ["CapnProtoRPC"]),
    .library(name: "CapnProtoAsync", targets: ["CapnProtoAsync"]),
    .library(name: "CapnProtoTransport", targets: ["CapnProtoTransport"]),
    .library(name: "Processes", targets: ["Processes"]),
    .executable(name: "ganglion", targets: ["GanglionCommand"]),
    .executable(name: "ganglion-http", targets: ["ganglion-http"]),
    .executable(name: "capnpc-swift", targets: ["capnpc-swift"]),
    .executable(name: "rpc-interop", targets: ["rpc-interop"]),
  ],
  traits: [
    .trait(
      name: "Sanitized",
      description: "Driver-loop dispatch and plain locks, for use under the sanitizers."
    )
  ],
  targets: [
    library("Platform"),
    library("WebAssembly", ["Platform"]),
    library("WebAssemblyText", ["WebAssembly"]),
    library("WASI", ["WebAssembly", "Platform"]),
    library("CapnProto"),
    library("CapnProtoRPC", ["CapnProto"]),
    library("CapnProtoAsync", ["CapnProtoRPC", "CapnProto"]),
    library("CapnProtoTransport", ["CapnProtoAsync", "CapnProtoRPC", "CapnProto", "Platform"]),
    library("CapnProtoCompiler", ["CapnProto"]),
    tool(
      "capnpc-swift", path: "Sources/CapnpcSwift", ["CapnProtoCompiler", "CapnProto", "Platform"]),
    library("Processes", ["WebAssembly", "WASI", "Platform"]),
    library(
      "Ganglion",
      [
        "Processes", "CapnProtoTransport", "CapnProtoAsync", "CapnProtoRPC", "CapnProto",
        "WebAssembly", "WebAssemblyText", "WASI", "Platform",
      ], exclude: ["Schemas"]),
    library("Reporting"),
    library(
      "BusyMeasurement",
      ["Ganglion", "CapnProtoAsync", "CapnProto", "WebAssemblyText", "Reporting", "Platform"]),
    tool(
      "GanglionCommand", path: "Sources/GanglionCommand",
      ["Ganglion", "WebAssemblyText", "CapnProtoCompiler", "BusyMeasurement"]),
    library("GanglionHTTP", ["Ganglion", "CapnProtoAsync", "CapnProtoRPC", "CapnProto"]),
    tool(
      "ganglion-http", path: "Sources/GanglionHTTPCommand",
      ["GanglionHTTP", "Ganglion", "CapnProtoAsync"]),

    tool("HTTPPlugins", path: "Sources/Examples/HTTPPlugins", ["Ganglion"]),
    tool("SchedulerPlugin", path: "Sources/Examples/SchedulerPlugin", ["Ganglion"]),

    tool(
      "EngineBenchmark", path: "Benchmarks/Engine",
      ["Ganglion", "WebAssembly", "WebAssemblyText", "Reporting"]),
    tool("BusyBenchmark", path: "Benchmarks/Busy", ["BusyMeasurement", "Ganglion"]),
    tool(
      "RPCBenchmark", path: "Benchmarks/RPC",
      ["CapnProtoTransport", "CapnProtoAsync", "CapnProtoRPC", "CapnProto"]),
    tool(
      "ProcessBenchmark", path: "Benchmarks/Processes",
      [
        "Ganglion", "CapnProtoAsync", "WebAssemblyText", "Processes", "WebAssembly", "WASI",
        "Platform",
      ]),

    .target(name: "SeededTesting", path: "Tests/SeededTesting", swiftSettings: settings),
    .target(name: "HandlerGenerator", path: "Tests/HandlerGenerator", swiftSettings: settings),
    .target(
      name: "EngineTesting", dependencies: ["SeededTesting", "WebAssembly"],
      path: "Tests/EngineTesting",
      swiftSettings: settings),
    .target(
      name: "CapnProtoTesting", dependencies: ["SeededTesting", "CapnProto"],
      path: "Tests/CapnProtoTesting",
      swiftSettings: settings),
    tool("generate-handlers", path: "Tests/GenerateHandlers", ["HandlerGenerator"]),
    .executableTarget(
      name: "differential", dependencies: ["EngineTesting", "WebAssembly"],
      path: "Tests/Differential", exclude: ["compare-with-wasmtime", "make-with-wasm-opt"],
      swiftSettings: settings),
    tool(
      "hostile", path: "Tests/Hostile",
      ["EngineTesting", "WebAssembly", "WebAssemblyText", "WASI", "Platform"]),
    tool(
      "rpc-interop", path: "Tests/RPCInterop",
      ["CapnProtoTransport", "CapnProtoAsync", "CapnProtoRPC", "CapnProto"]),
    tool(
      "hostile-messages", path: "Tests/HostileMessages",
      ["SeededTesting", "CapnProtoTesting", "CapnProtoRPC", "CapnProto"]),
    tests("CapnProtoTests", ["CapnProtoTesting", "CapnProto"]),
    tests(
      "CapnProtoCompilerTests",
      ["CapnProtoCompiler", "CapnProtoAsync", "CapnProtoRPC", "CapnProto", "Platform"]),
    tests("CapnProtoRPCTests", ["CapnProtoRPC", "CapnProto"]),
    tests("CapnProtoAsyncTests", ["CapnProtoAsync", "CapnProtoRPC", "CapnProto"]),
    tests(
      "CapnProtoTransportTests",
      [
        "rpc-interop", "CapnProtoTransport", "CapnProtoAsync", "CapnProtoRPC", "CapnProto",
        "Platform",
      ]),
    tests("ProcessesTests", ["Processes", "WebAssembly", "WebAssemblyText", "WASI", "Platform"]),
    tests("HostileTests", ["hostile", "WebAssembly", "WASI", "Platform"]),
    tests("PlatformTests", ["Platform"]),
    tests(
      "WebAssemblyTests",
      ["WebAssembly", "WebAssemblyText", "HandlerGenerator", "EngineTesting", "Platform"]),
    tests("WebAssemblyTextTests", ["WebAssemblyText", "WebAssembly"]),
    tests("WASITests", ["WASI", "WebAssembly", "Platform"]),
    tests(
      "GanglionTests",
      ["Ganglion", "CapnProtoAsync", "CapnProto", "WebAssemblyText", "Platform"]),
    tests(
      "GanglionCommandTests",
      ["GanglionCommand", "ganglion-http", "Ganglion", "BusyMeasurement", "Platform"]),
    tests("ExampleTests", ["HTTPPlugins", "SchedulerPlugin", "Platform"]),
    tests(
      "GanglionHTTPTests",
      [
        "GanglionCommand", "ganglion-http", "GanglionHTTP", "Ganglion", "CapnProtoAsync",
        "CapnProtoRPC", "CapnProto",
        "Platform",
      ]),
  ]
)
