import Platform

/// Why a file could not be read.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong; an open set.
  public struct Code: Hashable, Sendable {
    private let name: String
    private init(_ name: String) { self.name = name }

    /// There is no such file.
    public static let notFound = Code("not found")
    /// The system does not let this program read it.
    public static let notPermitted = Code("not permitted")
    /// It is a directory.
    public static let isDirectory = Code("is a directory")
    /// It is larger than the limit.
    public static let tooLarge = Code("too large")
    /// The system failed in another way.
    public static let failed = Code("failed")
  }

  /// What is wrong.
  public let code: Code
  /// The path as given.
  public let path: String
  /// The path and what is wrong with it, in words.
  public let description: String

  init(_ code: Code, path: String, _ reason: String) {
    self.code = code
    self.path = path
    description = "\(path): \(reason)"
  }

  init(_ error: SystemError, path: String) {
    switch error.code {
    case .noent: self.init(.notFound, path: path, "no such file")
    case .acces, .perm: self.init(.notPermitted, path: path, "permission denied")
    case .isdir: self.init(.isDirectory, path: path, "it is a directory")
    default: self.init(.failed, path: path, "\(error)")
    }
  }
}
