import Platform

/// Another program of the host, run by a tool of ours.
package enum HostTool {
  /// How a run of it went.
  package struct Outcome: Sendable {
    /// Its exit code; 128 and more for a signal.
    package let exitCode: Int32
    /// What it wrote to standard output.
    package let output: [UInt8]
    /// What it wrote to standard error.
    package let errors: [UInt8]
  }

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - name: its file; a name without a slash is looked up in `PATH`.
  ///   - arguments: without the program's name.
  /// - Returns: how it went; `nil` if there is no such program.
  /// - Throws: `FileError` when it can't be started for another reason.
  package static func run(
    _ name: String, _ arguments: [String]
  ) throws(FileError) -> Outcome? {
    do throws(SystemError) {
      let result = try ChildProcess.run(name, arguments)
      let code: Int32
      switch result.status {
      case .exited(let number): code = number
      case .signalled(let number): code = 128 + number
      }
      return Outcome(exitCode: code, output: result.output, errors: result.errorOutput)
    } catch {
      if error.code == .noent { return nil }
      throw FileError(error, path: name)
    }
  }

  /// Makes a directory, and removes it with all that is in it afterwards. Programs that are run
  /// meanwhile keep their own temporary files in it.
  ///
  /// - Parameters:
  ///   - name: what its name begins with.
  ///   - body: is given its path.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws; `FileError` when there can be no directory.
  package static func withTemporaryDirectory<R>(
    _ name: String, _ body: (String) throws -> R
  ) throws -> R {
    let directory: TemporaryDirectory
    do throws(SystemError) {
      directory = try TemporaryDirectory(name)
    } catch {
      throw FileError(error, path: "a temporary directory")
    }
    directory.offerToChildren()
    return try body(directory.path)
  }

  /// Whether there is a file or directory.
  ///
  /// - Parameter path: its path.
  package static func exists(_ path: String) -> Bool {
    do throws(SystemError) {
      var mode = OpenMode()
      mode.reads = true
      _ = try FileDescriptor.open(SystemPath(path), mode)
      return true
    } catch {
      return false
    }
  }
}
