"""The weekly and the monthly brief (周报、月报): what it says, its charts, its Word document."""
