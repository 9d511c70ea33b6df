@echo off
rem RTM Lab's launcher for Windows: finds a JDK 25, builds on first use and after a change, hands over to the harness.
setlocal enabledelayedexpansion
set "home=%~dp0"
set "home=%home:~0,-1%"
set "jdk="
if defined JAVA_HOME call :consider "%JAVA_HOME%"
if not defined jdk for /f "delims=" %%j in ('where java 2^>nul') do if not defined jdk call :consider "%%~dpj.."
if not defined jdk for /d %%d in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*" "%USERPROFILE%\.jdks\*" "%USERPROFILE%\.sdkman\candidates\java\*") do if not defined jdk call :consider "%%~d"
if not defined jdk (
  echo rtm: no JDK 25 found in JAVA_HOME, on the PATH or in the usual folders: install one, for example Eclipse Temurin 25 ^(https://adoptium.net^), or point JAVA_HOME at it. 1>&2
  exit /b 3
)
set "classpath_file=%home%\harness\target\rtm.classpath"
set "stamp=%home%\harness\target\rtm.built"
set "build="
if not exist "%stamp%" set "build=1"
if not exist "%classpath_file%" set "build=1"
if not defined build (
  powershell -NoProfile -Command "$t=(Get-Item '%stamp%').LastWriteTime; if (Get-ChildItem -Recurse -File '%home%' -Include *.java,*.sql,pom.xml | Where-Object { $_.LastWriteTime -gt $t -and $_.FullName -notmatch '\\target\\|\\src\\test\\' } | Select-Object -First 1) { exit 1 }"
  if errorlevel 1 set "build=1"
)
if defined build (
  echo rtm: building ... 1>&2
  if not exist "%home%\harness\target" mkdir "%home%\harness\target"
  pushd "%home%"
  set "JAVA_HOME=%jdk%"
  call mvnw.cmd -B -ntp -q -Dmaven.test.skip=true package 1>&2
  if errorlevel 1 (
    popd
    echo rtm: the build failed; see above. 1>&2
    exit /b 3
  )
  popd
  type nul > "%stamp%"
)
rem Unlike rtm, this has the JVM keep no classes for the next start: a check starts slower.
set /p deps=<"%classpath_file%"
"%jdk%\bin\java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m --add-exports java.base/jdk.internal.vm=ALL-UNNAMED --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "-Drtmlab.home=%home%" -cp "%home%\harness\target\harness-0.1.0.jar;%home%\labs\target\labs-0.1.0.jar;%deps%" rtmlab.harness.Main %*
exit /b %errorlevel%

:consider
if exist "%~1\bin\javac.exe" if exist "%~1\release" (
  for /f tokens^=2^ delims^=^" %%v in ('findstr /b JAVA_VERSION "%~1\release"') do (
    for /f "delims=." %%m in ("%%v") do if %%m GEQ 25 set "jdk=%~f1"
  )
)
exit /b 0
