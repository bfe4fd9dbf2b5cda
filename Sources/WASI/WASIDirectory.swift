import Platform

/// A directory granted to a guest.
public struct WASIDirectory: Sendable {
  /// What may be done beneath a granted directory.
  public enum Access: Sendable, Hashable {
    /// Reading only; every change fails with "read-only file system".
    case readOnly
    /// Everything the host's own user may do.
    case readWrite
  }

  /// The path under which the guest finds it.
  public var guestPath: String
  /// What may be done beneath it.
  public var access: Access
  let open: @Sendable () throws(WASIError) -> any DirectoryObject

  /// Grants a directory of the host's.
  ///
  /// No path of the guest's leads out of it: not an absolute one, not `..`, not a symbolic link,
  /// not one that is swapped in while it is looked at.
  ///
  /// - Parameters:
  ///   - path: the host's path; links in it are followed.
  ///   - guestPath: the path under which the guest finds it; the same by default.
  ///   - access: what may be done; reading by default.
  public static func host(
    _ path: String, as guestPath: String? = nil, _ access: Access = .readOnly
  ) -> WASIDirectory {
    WASIDirectory(guestPath: guestPath ?? path, access: access) { () throws(WASIError) in
      do throws(SystemError) {
        return try HostDirectory(path: path)
      } catch {
        throw WASIError(.directory, "cannot open directory \(path): \(error)")
      }
    }
  }

  /// Grants a file system in memory.
  ///
  /// - Parameters:
  ///   - fileSystem: may be granted to several guests at once.
  ///   - guestPath: the path under which the guest finds it.
  ///   - access: what may be done; everything by default.
  public static func memory(
    _ fileSystem: MemoryFileSystem, as guestPath: String, _ access: Access = .readWrite
  ) -> WASIDirectory {
    WASIDirectory(guestPath: guestPath, access: access) { () throws(WASIError) in
      fileSystem.root
    }
  }
}
