/// `ganglion version`.
enum VersionCommand {
  /// The version of the tool and the library.
  static let version = "0.1.0"

  static let subcommand = Subcommand(
    name: "version", abstract: "Show the version.", synopsis: "", options: [], discussion: ""
  ) { _ in
    try Output.write("ganglion \(version)\n")
    return .success
  }
}
