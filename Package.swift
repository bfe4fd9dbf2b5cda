// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target, defined once.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "Ganglion",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "Ganglion", targets: ["Ganglion"]),
    .library(name: "WebAssembly", targets: ["WebAssembly"]),
    .library(name: "WebAssemblyText", targets: ["WebAssemblyText"]),
    .library(name: "WASI", targets: ["WASI"]),
    .executable(name: "ganglion", targets: ["GanglionCommand"]),
  ],
  traits: [
    .trait(
      name: "Sanitized",
      description: "Driver-loop dispatch and plain locks, for use under the sanitizers."
    )
  ],
  targets: [
    .target(name: "Platform", swiftSettings: settings),
    .target(name: "WebAssembly", dependencies: ["Platform"], swiftSettings: settings),
    .target(name: "WebAssemblyText", dependencies: ["WebAssembly"], swiftSettings: settings),
    .target(name: "WASI", dependencies: ["WebAssembly", "Platform"], swiftSettings: settings),
    .target(
      name: "Ganglion", dependencies: ["WebAssembly", "WASI", "Platform"], swiftSettings: settings),
    .executableTarget(
      name: "GanglionCommand", dependencies: ["Ganglion", "WebAssembly", "WebAssemblyText"], swiftSettings: settings),
    .target(name: "HandlerGenerator", path: "Tests/HandlerGenerator", swiftSettings: settings),
    .executableTarget(
      name: "generate-handlers", dependencies: ["HandlerGenerator"],
      path: "Tests/GenerateHandlers", swiftSettings: settings),
    .executableTarget(
      name: "EngineBenchmark", dependencies: ["Ganglion"], path: "Benchmarks/Engine",
      swiftSettings: settings),
    .target(
      name: "EngineTesting", dependencies: ["WebAssembly"], path: "Tests/EngineTesting",
      swiftSettings: settings),
    .executableTarget(
      name: "differential", dependencies: ["EngineTesting", "WebAssembly"],
      path: "Tests/Differential", swiftSettings: settings),
    .testTarget(
      name: "WebAssemblyTests",
      dependencies: [
        "WebAssembly", "WebAssemblyText", "HandlerGenerator", "EngineTesting", "Platform",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "WebAssemblyTextTests", dependencies: ["WebAssemblyText", "WebAssembly"],
      swiftSettings: settings),
  ]
)
